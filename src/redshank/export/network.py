"""Who acts on whom, as a network: GEXF 1.3 with time, or GraphML. Parties are nodes; dyad, type and class make an edge.

The edges of an export are few however many events it holds, so that they are gathered before they are written.
"""

from datetime import date, timedelta
from xml.etree import ElementTree

import msgspec

from redshank.export.days import days_of
from redshank.export.form import Form, part_of
from redshank.export.outcome import Dropped, Made, Outcome, lost
from redshank.export.parties import Side, both_sides, holder_of, joined
from redshank.export.report import Report
from redshank.export.tables import Tables
from redshank.export.told import Told

GEXF = "http://gexf.net/1.3"
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
NARRATOR = "narrator"
NODE_FIELDS = ("kind",)
EDGE_FIELDS = ("type", "quad", "status", "holder", "weight")


class Edge(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """What makes an edge: an allegation has one of its own for each holder."""

    source: str
    target: str
    type: str
    quad: str
    status: str
    holder: str


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A party of a dyad."""

    id: str
    label: str
    kind: str


def edges_of(told: Told, tables: Tables) -> tuple[tuple[Edge, ...], tuple[Node, ...], Outcome]:
    """Return the edges of an event, one for each pair of its parties, and the parties themselves."""
    event = told.filed.event
    actors, recipients = both_sides(told.filed, tables)
    known = [[p for p in some if _key(p)] for some in (actors, recipients)]
    pairs = sorted({(_key(a), _key(r)) for a in known[0] for r in known[1]})
    if not pairs:
        return (), (), Dropped(why="no two parties with a code")
    holder = holder_of(told.filed, tables) or NARRATOR
    edges = tuple(
        Edge(source=a, target=r, type=event.type, quad=event.quad, status=event.status, holder=holder) for a, r in pairs
    )
    nodes = tuple(_node(p, tables) for p in (*known[0], *known[1]))
    outcome = Made(
        cells={"edges": joined(f"{a}-{r}" for a, r in pairs)},
        degraded=lost(
            (len(pairs) > 1, "edge", "several parties: an edge for each pair"),
            (days_of(told.filed) is None, "start", "no day: an edge without time"),
        ),
    )
    return edges, nodes, outcome


def _key(side: Side) -> str:
    """Return the node of a party: a group or body itself, everybody else the state."""
    return side.code or side.country or ""


def _node(side: Side, tables: Tables) -> Node:
    key = _key(side)
    return Node(id=key, label=tables.country_name(key) or side.name, kind="state" if tables.state(key) else side.kind)


class Network(Form):
    """Gathers edges; how they are written is the format's."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.nodes: dict[str, Node] = {}
        self.edges: dict[Edge, int] = {}
        self.days: dict[Edge, set[tuple[date, date]]] = {}

    def add(self, told: Told) -> Outcome:
        """Take in one event."""
        edges, nodes, outcome = edges_of(told, self.job.tables)
        days = days_of(told.filed)
        for node in nodes:
            self.nodes.setdefault(node.id, node)
        for edge in edges:
            self.edges[edge] = self.edges.get(edge, 0) + 1
            if days:
                self.days.setdefault(edge, set()).add((days.first, days.last))
        return outcome

    def finish(self, report: Report) -> None:
        """Write the file."""
        tree = ElementTree.ElementTree(self.tree())
        ElementTree.indent(tree)
        tree.write(part_of(self.path), encoding="utf-8", xml_declaration=True)

    def tree(self) -> ElementTree.Element:
        """Return the whole document."""
        raise NotImplementedError


def stretches(days: set[tuple[date, date]]) -> list[tuple[date, date]]:
    """Join days that touch or overlap into stretches of time."""
    found: list[tuple[date, date]] = []
    for first, last in sorted(days):
        if found and first <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def safe(text: str) -> str:
    """Return text without what XML cannot hold."""
    return "".join(c for c in text if c >= " " and not 0xD800 <= ord(c) <= 0xDFFF and c not in "\ufffe\uffff")


class Gexf(Network):
    """GEXF 1.3: each edge says when, as intervals."""

    def tree(self) -> ElementTree.Element:
        """Return the document."""
        root = ElementTree.Element("gexf", {"xmlns": GEXF, "version": "1.3"})
        graph = ElementTree.SubElement(
            root,
            "graph",
            {"mode": "dynamic", "defaultedgetype": "directed", "timeformat": "date", "timerepresentation": "interval"},
        )
        for kind, fields in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS[:-1])):
            heads = ElementTree.SubElement(graph, "attributes", {"class": kind, "mode": "static"})
            for field in fields:
                ElementTree.SubElement(heads, "attribute", {"id": field, "title": field, "type": "string"})
        nodes = ElementTree.SubElement(graph, "nodes")
        for _, node in sorted(self.nodes.items()):
            element = ElementTree.SubElement(nodes, "node", {"id": safe(node.id), "label": safe(node.label)})
            _values(element, {"kind": node.kind})
        edges = ElementTree.SubElement(graph, "edges")
        for number, (edge, weight) in enumerate(sorted(self.edges.items())):
            self._edge(edges, number, edge, weight)
        return root

    def _edge(self, edges: ElementTree.Element, number: int, edge: Edge, weight: int) -> None:
        times = stretches(self.days.get(edge, set()))
        told = {"id": str(number), "source": safe(edge.source), "target": safe(edge.target), "weight": str(weight)}
        if times:
            told |= {"start": times[0][0].isoformat(), "end": times[-1][1].isoformat()}
        element = ElementTree.SubElement(edges, "edge", told)
        _values(element, {f: getattr(edge, f) for f in EDGE_FIELDS[:-1]})
        if len(times) > 1:
            spells = ElementTree.SubElement(element, "spells")
            for first, last in times:
                ElementTree.SubElement(spells, "spell", {"start": first.isoformat(), "end": last.isoformat()})


def _values(element: ElementTree.Element, values: dict[str, str]) -> None:
    held = ElementTree.SubElement(element, "attvalues")
    for name, value in values.items():
        ElementTree.SubElement(held, "attvalue", {"for": name, "value": safe(value)})


class GraphML(Network):
    """GraphML: the same network; each edge has its first and last day."""

    def tree(self) -> ElementTree.Element:
        """Return the document."""
        root = ElementTree.Element("graphml", {"xmlns": GRAPHML})
        for kind, fields in (("node", ("label", *NODE_FIELDS)), ("edge", (*EDGE_FIELDS, "start", "end"))):
            for field in fields:
                type_ = "int" if field == "weight" else "string"
                ElementTree.SubElement(
                    root, "key", {"id": f"{kind}_{field}", "for": kind, "attr.name": field, "attr.type": type_}
                )
        graph = ElementTree.SubElement(root, "graph", {"id": "events", "edgedefault": "directed"})
        for _, node in sorted(self.nodes.items()):
            element = ElementTree.SubElement(graph, "node", {"id": safe(node.id)})
            _data(element, "node", {"label": node.label, "kind": node.kind})
        for number, (edge, weight) in enumerate(sorted(self.edges.items())):
            times = stretches(self.days.get(edge, set()))
            element = ElementTree.SubElement(
                graph, "edge", {"id": f"e{number}", "source": safe(edge.source), "target": safe(edge.target)}
            )
            values = {f: getattr(edge, f) for f in EDGE_FIELDS[:-1]} | {"weight": str(weight)}
            if times:
                values |= {"start": times[0][0].isoformat(), "end": times[-1][1].isoformat()}
            _data(element, "edge", values)
        return root


def _data(element: ElementTree.Element, kind: str, values: dict[str, str]) -> None:
    for name, value in values.items():
        ElementTree.SubElement(element, "data", {"key": f"{kind}_{name}"}).text = safe(value)
