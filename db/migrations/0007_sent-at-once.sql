-- What follows from an event of another stream is received in that event's transaction, and delivered without delay.
grant insert (next_attempt_at) on inbox to tiendo_app;
