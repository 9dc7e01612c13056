"""What every tab stands in: the tab itself, its keys, the cards at its side, who the person is."""
