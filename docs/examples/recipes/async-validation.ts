import { input, put_success } from '@webio/core'

async function domainExists(domain: string) {
  return domain.endsWith('.example') // ask a service here
}

export async function main() {
  const domain = await input('Your domain', {
    required: true,
    pattern: '[a-z0-9.-]+',
    help_text: 'It is checked when you leave the field.',
    validate: async (text) =>
      (await domainExists(text))
        ? null
        : `${text} does not exist. Try shop.example.`,
  })
  put_success(`${domain} is connected.`)
}
