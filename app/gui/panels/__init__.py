"""Parts of pages: what a panel shows is handed to it, what a person does with it is a signal."""
