const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** HTML that is safe to put into HTML. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = string | Html | readonly Html[]

/**
 * A template of HTML. What is put in is escaped, unless it is `Html` already. Not named `html`, since formatters would rewrite what
 * stands in it.
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
