// How the Web API and the payloads describe a modal or a Home tab to the app.
import type { OpenView } from "../types.ts";
import type { Workspace } from "../workspace/workspace.ts";

export function viewShape(ws: Workspace, view: OpenView): Record<string, unknown> {
  const { content } = view;
  const modal = content.type === "modal" ? content : undefined;
  return {
    id: view.id,
    team_id: ws.team.id,
    type: content.type,
    blocks: content.blocks,
    private_metadata: content.private_metadata ?? "",
    callback_id: content.callback_id ?? "",
    state: { values: view.values },
    hash: view.hash,
    ...(modal === undefined
      ? { title: { type: "plain_text", text: "View Title", emoji: true } }
      : { title: modal.title }),
    clear_on_close: modal?.clear_on_close ?? false,
    notify_on_close: modal?.notify_on_close ?? false,
    close: modal?.close ?? null,
    submit: modal?.submit ?? null,
    previous_view_id: view.previousViewId ?? null,
    root_view_id: view.rootViewId,
    app_id: ws.app.appId,
    external_id: view.externalId ?? "",
    app_installed_team_id: ws.team.id,
    bot_id: ws.botId,
  };
}
