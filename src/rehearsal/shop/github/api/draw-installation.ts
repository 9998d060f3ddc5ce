// Draws the installation of the app as GitHub's REST API and its events do.
import type { Installation } from "../hub/hub-types.ts";
import { app, idOf, owner } from "../hub/people.ts";
import { type Address, drawUser } from "../repository.ts";
import { appEvents } from "./draw-check.ts";

export function drawInstallation(installation: Installation, address: Address) {
  const { id, isSuspended, permissions } = installation;
  const url = `${address.api}/app/installations/${id}`;
  return {
    id,
    account: drawUser(address, owner),
    repository_selection: selectionOf(installation),
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${address.api}/installation/repositories`,
    html_url: `${address.web}/organizations/${owner}/settings/installations/${id}`,
    app_id: app.id,
    client_id: app.clientId,
    app_slug: app.slug,
    target_id: idOf(owner),
    target_type: "Organization",
    permissions,
    events: appEvents,
    created_at: "2026-01-12T09:05:00.000Z",
    updated_at: "2026-01-12T09:05:00.000Z",
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: isSuspended ? drawUser(address, "bea-dev") : null,
    suspended_at: isSuspended ? "2026-11-01T09:05:00.000Z" : null,
  };
}

export const selectionOf = ({ withheld = [] }: Installation): "all" | "selected" =>
  withheld.length > 0 ? "selected" : "all";
