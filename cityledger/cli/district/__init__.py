"""The sample district: invented people, firms, projects and money, and one spring of their work."""
