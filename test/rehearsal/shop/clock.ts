// A clock for a shop that a test moves by hand.
export function handClock(start = "2026-11-27T18:00:00Z") {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    forward: (seconds: number) => {
      time += seconds * 1000;
    },
  };
}
