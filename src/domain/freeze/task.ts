// What freezes owe to GitHub: each is carried out by what the database wants at that moment, not by what caused it.

export type FreezeTask =
  /** Look at the repository and bring it to what is wanted; level-triggered, harmless to repeat. */
  | { readonly do: "reconcile"; readonly repository: string }
  /** The look before a declaration, one repository; its finding is put on the draft. */
  | { readonly do: "preflight"; readonly repository: string; readonly freezeId: string }
  /** Tell every open pull request what holds it (a check or a comment), or that nothing does any more. */
  | { readonly do: "tell-pulls"; readonly repository: string }
  /** The same for one, before the others: it was pushed to, or its exception was decided. */
  | { readonly do: "tell-pull"; readonly repository: string; readonly pull: number }
  /** Ask GitHub which commit the request of an exception is about. */
  | {
      readonly do: "find-pull";
      readonly repository: string;
      readonly pull: number;
      readonly exceptionId: string;
    }
  /** `bot_merge`: merge the excepted commit. */
  | { readonly do: "merge"; readonly repository: string; readonly exceptionId: string }
  /** A merge queue wants to know whether this group may pass. */
  | {
      readonly do: "answer-queue";
      readonly repository: string;
      readonly headSha: string;
      readonly branch: string;
    }
  /** A deployment waits at our gate. */
  | {
      readonly do: "answer-gate";
      readonly repository: string;
      readonly runId: number;
      readonly environment: string;
    }
  /** Who passed by our rule, and what was merged while it held. */
  | { readonly do: "watch"; readonly repository: string };
