import {
  put_button,
  put_scope,
  put_text,
  use_scope,
} from '@webio/core'

export function main() {
  put_scope('news')
  put_text('This stays below the news.')
  let count = 0
  put_button('More news', () =>
    put_text(`News ${++count}`, { scope: 'news' }),
  )
  put_button('Start again', () =>
    use_scope('news', { clear: true }, () =>
      put_text('No news.'),
    ),
  )
}
