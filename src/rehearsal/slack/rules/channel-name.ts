// Judges a channel's name.

const maxLength = 80;

/** Slack's error code, or undefined when the name can be used. */
export function judgeChannelName(name: string | undefined): string | undefined {
  if (name === undefined || name.trim() === "") {
    return "invalid_name_required";
  }
  if (name.length > maxLength) {
    return "invalid_name_maxlength";
  }
  if (/^[-_]+$/.test(name)) {
    return "invalid_name_punctuation";
  }
  // Letters of other alphabets are allowed; capitals, spaces and periods are not.
  return name !== name.toLowerCase() || !/^[\p{L}\p{M}\p{N}_-]+$/u.test(name)
    ? "invalid_name_specials"
    : undefined;
}
