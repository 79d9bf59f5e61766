// At most one run of `work` per key at a time. Whoever asks meanwhile shares the next one: it begins after they asked.

interface Flight<Result> {
  readonly current: Promise<Result>;
  next: Promise<Result> | null;
}

/** `work` must not reject. */
export function shareInFlight<T, Result>(
  work: (key: string, item: T) => Promise<Result>,
): (key: string, item: T) => Promise<Result> {
  const flights = new Map<string, Flight<Result>>();
  const start = (key: string, item: T): Promise<Result> => {
    const flight: Flight<Result> = { current: work(key, item), next: null };
    flights.set(key, flight);
    void flight.current.then(() => {
      if (flight.next === null) flights.delete(key);
    });
    return flight.current;
  };
  return (key, item) => {
    const flight = flights.get(key);
    if (!flight) return start(key, item);
    flight.next ??= flight.current.then(() => start(key, item));
    return flight.next;
  };
}
