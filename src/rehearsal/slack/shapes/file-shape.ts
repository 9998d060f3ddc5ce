// How the Web API describes a file to the app.
import type { File } from "../types.ts";
import type { Workspace } from "../workspace/workspace.ts";

export function fileShape(ws: Workspace, file: File): Record<string, unknown> {
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.filetype,
    pretty_type: file.filetype,
    user: file.user,
    user_team: ws.team.id,
    editable: false,
    size: file.size,
    mode: "hosted",
    is_external: false,
    external_type: "",
    is_public: file.channels.length > 0,
    public_url_shared: false,
    display_as_bot: false,
    username: "",
    url_private: file.urlPrivate,
    url_private_download: `${file.urlPrivate}?download=1`,
    permalink: file.permalink,
    channels: file.channels,
    groups: [],
    ims: [],
    ...(file.altText === undefined ? {} : { alt_txt: file.altText }),
    comments_count: 0,
    has_rich_preview: false,
    file_access: "visible",
  };
}
