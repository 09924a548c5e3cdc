"""The demonstration company and the processes that show it; never loaded outside the demo."""
