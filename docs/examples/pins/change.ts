import {
  pin,
  pin_on_change,
  put_input,
  put_markdown,
  use_scope,
} from '@webio/core'

export function main() {
  put_input('text', { label: 'Markdown', value: '**Type** here' })
  pin_on_change('text', {
    init_run: true,
    onchange: async () => {
      const text = await pin.text
      use_scope('preview', { clear: true }, () =>
        put_markdown(String(text)),
      )
    },
  })
}
