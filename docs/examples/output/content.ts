import {
  put_code,
  put_html,
  put_link,
  put_markdown,
  put_text,
} from '@webio/core'

export function main() {
  put_text('Plain text: <b> is no markup,  and spaces  stay.')
  put_markdown(
    '**Markdown** with ~~all~~ most of what GitHub has:\n\n- [x] lists\n- [x] tables',
  )
  put_code('put_text("hello")', { language: 'ts' })
  put_html('<p>HTML is <mark>sanitized</mark>.</p>')
  put_link('A link', {
    url: 'https://pyweb.io',
    new_window: true,
  })
}
