// The alerts a batch of deliveries speaks of: locked and read at once, changed in memory, saved at once.
import type { Alert } from "../domain/alert.ts";
import type { AlertCourse } from "../domain/alert-course.ts";
import type { Signal } from "../domain/signal.ts";
import { lockAlerts, saveAlerts } from "../storage/alerts.ts";
import type { DeliveryRow } from "../storage/deliveries.ts";
import type { Tx } from "./context.ts";

type Mention = { readonly row: DeliveryRow; readonly signal: Signal };

const keyOf = (hook: string, alertKey: string): string => `${hook}\n${alertKey}`;

export class AlertLedger {
  readonly #known: Map<string, Alert>;
  readonly #changed = new Map<string, Alert>();

  private constructor(known: Map<string, Alert>) {
    this.#known = known;
  }

  static async open(tx: Tx, mentions: readonly Mention[]): Promise<AlertLedger> {
    const byHook = Map.groupBy(mentions, ({ row }) => row.hook);
    const known = new Map<string, Alert>();
    for (const hook of [...byHook.keys()].sort()) {
      const keys = new Set(byHook.get(hook)?.map(({ signal }) => signal.alertKey));
      for (const alert of await lockAlerts(tx.db, hook, [...keys])) {
        known.set(keyOf(hook, alert.alertKey), alert);
      }
    }
    return new AlertLedger(known);
  }

  find(hook: string, alertKey: string): Alert | undefined {
    return this.#known.get(keyOf(hook, alertKey));
  }

  set(alert: Alert): void {
    const key = keyOf(alert.hook, alert.alertKey);
    this.#known.set(key, alert);
    this.#changed.set(key, alert);
  }

  async save(tx: Tx): Promise<void> {
    await saveAlerts(tx.db, [...this.#changed.values()]);
  }
}

/** The alert as the signal leaves it; what a sender no longer says is kept from before. */
export function mergeAlert(
  { row, signal }: Mention,
  known: Alert | undefined,
  change: { readonly course: AlertCourse } & Pick<Alert, "id" | "service" | "priority">,
): Alert {
  const isFiring = signal.state === "firing";
  const shown = isFiring || !known ? signal : known;
  return {
    incidentId: known?.incidentId ?? null,
    joinedAt: known?.joinedAt ?? null,
    hook: row.hook,
    source: row.source,
    alertKey: signal.alertKey,
    title: shown.title,
    summary: shown.summary,
    labels: shown.labels,
    value: shown.value ?? null,
    baseline: shown.baseline ?? null,
    links: shown.links,
    groupKey: signal.groupKey ?? known?.groupKey ?? null,
    lastDeliveryId: row.id,
    ...change.course,
    id: change.id,
    service: change.service,
    priority: change.priority,
  };
}
