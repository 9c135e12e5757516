"""What happens to a lead after it is recorded: who gets it, by when it is answered, what follows, which leads are one."""
