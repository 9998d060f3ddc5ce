// The world failed: no whole answer came. Says whether anything can have reached the other side.

export class IntegrationError extends Error {
  override readonly name = "IntegrationError";
  /** True where provably no byte reached the other side. */
  readonly isUnsent: boolean;
  constructor(message: string, options: { isUnsent: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.isUnsent = options.isUnsent;
  }
}

/** For what is found out before anything is sent. */
export const unsent = (message: string): IntegrationError =>
  new IntegrationError(message, { isUnsent: true });

/** For what is only asked before something is sent: whatever fails there, nothing was changed. */
export async function beforeSending<T>(ask: Promise<T>): Promise<T> {
  try {
    return await ask;
  } catch (cause) {
    if (!(cause instanceof IntegrationError) || cause.isUnsent) throw cause;
    throw new IntegrationError(cause.message, { isUnsent: true, cause });
  }
}
