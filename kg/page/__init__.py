"""One HTML file with the network and its evidence, and nothing from elsewhere. The only place that knows pyvis."""
