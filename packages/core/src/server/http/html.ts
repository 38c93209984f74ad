const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** HTML that can be inserted into HTML without escaping. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = string | Html | readonly Html[]

/**
 * A template tag for HTML. Values are escaped unless they are `Html`. It is not named `html`, because formatters would rewrite its contents.
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: strings }, ...parts.map(textOf)))
}

/** Data for `<script type="application/json">`: nothing in it can end the element. */
export function scriptJson(data: unknown): Html {
  return new Html(JSON.stringify(data).replace(/</g, '\\u003c'))
}

function textOf(part: Part): string {
  if (part instanceof Html) return part.text
  if (typeof part === 'string') return part.replace(/[&<>"']/g, (character) => ENTITIES[character] as string)
  return part.map((one) => one.text).join('\n')
}
