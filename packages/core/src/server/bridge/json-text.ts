/** A message that is passed on as the JSON text that it came in. */
export class JsonText {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
