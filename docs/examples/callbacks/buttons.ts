import { put_button, put_buttons, put_text } from '@webio/core'

export function main() {
  put_button('Say hello', () => put_text('Hello'))
  put_buttons(
    [
      { label: 'Approve', value: true, color: 'success' },
      { label: 'Reject', value: false, color: 'danger' },
    ],
    (approved) => put_text(approved ? 'Approved.' : 'Rejected.'),
  )
}
