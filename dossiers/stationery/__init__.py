"""公文模板: the court's own .docx as a layout; refused, checked, kept, filled in."""
