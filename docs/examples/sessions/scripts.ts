import {
  eval_js,
  put_button,
  put_text,
  run_js,
} from '@webio/core'

export async function main() {
  const width = await eval_js('innerWidth * factor', {
    factor: 2,
  })
  put_text(`Twice the width of your window is ${width} pixels.`)
  put_button('Write to the console', () =>
    run_js('console.info(text)', { text: 'from the server' }),
  )
}
