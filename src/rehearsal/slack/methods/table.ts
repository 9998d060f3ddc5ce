// The Web API methods this workspace knows, by name.
import type { Method } from "../api/method.ts";
import { apiTest } from "./api-test.ts";
import { appsConnectionsOpen } from "./apps-connections-open.ts";
import { authTest } from "./auth-test.ts";
import { blocksValidate } from "./blocks-validate.ts";
import { bookmarksAdd } from "./bookmarks-add.ts";
import { bookmarksEdit } from "./bookmarks-edit.ts";
import { bookmarksList } from "./bookmarks-list.ts";
import { bookmarksRemove } from "./bookmarks-remove.ts";
import { chatDelete } from "./chat-delete.ts";
import { chatGetPermalink } from "./chat-get-permalink.ts";
import { chatPostEphemeral } from "./chat-post-ephemeral.ts";
import { chatPostMessage } from "./chat-post-message.ts";
import { chatUpdate } from "./chat-update.ts";
import { conversationsArchive } from "./conversations-archive.ts";
import { conversationsCreate } from "./conversations-create.ts";
import { conversationsHistory } from "./conversations-history.ts";
import { conversationsInfo } from "./conversations-info.ts";
import { conversationsInvite } from "./conversations-invite.ts";
import { conversationsJoin } from "./conversations-join.ts";
import { conversationsKick } from "./conversations-kick.ts";
import { conversationsLeave } from "./conversations-leave.ts";
import { conversationsList } from "./conversations-list.ts";
import { conversationsMembers } from "./conversations-members.ts";
import { conversationsOpen } from "./conversations-open.ts";
import { conversationsRename } from "./conversations-rename.ts";
import { conversationsReplies } from "./conversations-replies.ts";
import { conversationsSetPurpose } from "./conversations-set-purpose.ts";
import { conversationsSetTopic } from "./conversations-set-topic.ts";
import { conversationsUnarchive } from "./conversations-unarchive.ts";
import { filesCompleteUploadExternal } from "./files-complete-upload-external.ts";
import { filesGetUploadUrlExternal } from "./files-get-upload-url-external.ts";
import { filesInfo } from "./files-info.ts";
import { pinsAdd } from "./pins-add.ts";
import { pinsList } from "./pins-list.ts";
import { pinsRemove } from "./pins-remove.ts";
import { reactionsAdd } from "./reactions-add.ts";
import { reactionsGet } from "./reactions-get.ts";
import { teamInfo } from "./team-info.ts";
import { usergroupsList } from "./usergroups-list.ts";
import { usergroupsUsersList } from "./usergroups-users-list.ts";
import { usersConversations } from "./users-conversations.ts";
import { usersInfo } from "./users-info.ts";
import { usersList } from "./users-list.ts";
import { usersLookupByEmail } from "./users-lookup-by-email.ts";
import { viewsOpen } from "./views-open.ts";
import { viewsPublish } from "./views-publish.ts";
import { viewsPush } from "./views-push.ts";
import { viewsUpdate } from "./views-update.ts";

const all: readonly Method[] = [
  apiTest,
  appsConnectionsOpen,
  authTest,
  blocksValidate,
  bookmarksAdd,
  bookmarksEdit,
  bookmarksList,
  bookmarksRemove,
  filesCompleteUploadExternal,
  filesGetUploadUrlExternal,
  filesInfo,
  reactionsAdd,
  reactionsGet,
  usergroupsList,
  usergroupsUsersList,
  chatDelete,
  chatGetPermalink,
  chatPostEphemeral,
  chatPostMessage,
  chatUpdate,
  conversationsArchive,
  conversationsCreate,
  conversationsHistory,
  conversationsInfo,
  conversationsInvite,
  conversationsJoin,
  conversationsKick,
  conversationsLeave,
  conversationsList,
  conversationsMembers,
  conversationsOpen,
  conversationsRename,
  conversationsReplies,
  conversationsSetPurpose,
  conversationsSetTopic,
  conversationsUnarchive,
  pinsAdd,
  pinsList,
  pinsRemove,
  teamInfo,
  usersConversations,
  usersInfo,
  usersList,
  usersLookupByEmail,
  viewsOpen,
  viewsPublish,
  viewsPush,
  viewsUpdate,
];

export const methods: ReadonlyMap<string, Method> = new Map(
  all.map((method) => [method.name, method]),
);
