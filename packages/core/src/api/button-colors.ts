import type { ButtonColor } from '../protocol/output-spec'

/** The names of button colors. */
export const BUTTON_COLORS = [
  'primary',
  'secondary',
  'success',
  'danger',
  'warning',
  'info',
  'light',
  'dark',
] as const satisfies readonly ButtonColor[]
