import { local, put_button, put_text } from '@webio/core'

export function main() {
  local.basket = []
  for (const tea of ['Assam', 'Sencha'])
    put_button(`Add ${tea}`, () => add(tea))
}

function add(tea: string) {
  const basket = local.basket as string[]
  basket.push(tea)
  put_text(`In your basket: ${basket.join(', ')}`)
}
