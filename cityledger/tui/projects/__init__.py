"""The project manager's screens: what a project has, what it owes, who answers, what is due."""
