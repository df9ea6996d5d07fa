"""What is going on in a run, in one sentence each: signs that are looked for, and what to do about them."""
