/**
 * Replaces `{0}`, `{1}`, … in a text with `args`.
 * @example fillMessage('At most {0} characters', [20]) // 'At most 20 characters'
 */
export function fillMessage(template: string, args: readonly (string | number)[] = []): string {
  return template.replace(/\{(\d+)\}/g, (slot, index: string) => String(args[Number(index)] ?? slot))
}
