"""Predict gold sets and measure the predictions. Gold rows in, figures with intervals out."""
