/** The named colors of buttons. */
export type ButtonColor =
  'primary' | 'secondary' | 'success' | 'danger' | 'warning' | 'info' | 'light' | 'dark'
