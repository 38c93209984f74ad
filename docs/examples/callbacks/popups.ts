import {
  close_popup,
  confirm,
  popup,
  put_button,
  put_text,
  toast,
} from '@webio/core'

export function main() {
  put_button('Details', () => {
    popup('Order 7', () => {
      put_text('Two teas, paid.')
      put_button('Done', () => close_popup())
    })
  })
  put_button('Delete', async () => {
    if (
      await confirm('Delete order 7?', 'It cannot be restored.', {
        ok: 'Delete it',
        color: 'danger',
      })
    )
      toast('Order 7 is deleted.', { color: 'success' })
  })
}
