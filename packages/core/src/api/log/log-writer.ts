import { markGone, PendingOutput } from '../../engine/outputs/pending-output'
import type { Session } from '../../engine/session'
import type { AnsiStyle } from '../../protocol/ansi'
import { parseAnsi, PLAIN, sgrOf } from '../../protocol/ansi'
import type { NodeId, TextNode } from '../../protocol/output-spec'

/** A line that is longer is broken. Characters. */
const LONGEST_LINE = 10_000

/** Control characters that show nothing; tab, line feed and carriage return are none of them. */
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f]/g

/** Some lines of a log box: a text inside it. */
interface Piece {
  readonly output: PendingOutput
  /** Its whole lines, each with its line feed. */
  whole: string
  /** How many they are. */
  lines: number
}

/**
 * Writes into a log box. What one synchronous run writes travels as few texts: lines are gathered, a line that goes on is moved into the text
 * that ends it, and texts whose lines are beyond the limit go. Docs: protocol.md, rules G1 and G2.
 */
export class LogWriter {
  readonly #session: Session
  readonly #box: NodeId
  readonly #maxLines: number
  /** Lines of one text: what goes at the limit goes as a whole text. */
  readonly #pieceLines: number
  #pieces: Piece[] = []
  /** Lines in all pieces that are over. */
  #lines = 0
  /** The line that has no end yet, as it travels. */
  #open = ''
  /** The style with which that line begins: set by lines before it in the same text. */
  #openStart: AnsiStyle = PLAIN
  /** Texts on the page that a text under way takes the place of, with what is left of each. */
  #leftovers: { readonly id: NodeId; readonly text: string }[] = []
  /** The style in which the text under way ends so far. */
  #written: AnsiStyle = PLAIN
  /** The style that is in force. */
  #style: AnsiStyle = PLAIN
  /** The beginning of a control sequence that has not ended. */
  #rest = ''
  /** A carriage return has come: the next character begins the line anew. */
  #returned = false

  /** @param maxLines more are not kept */
  constructor(session: Session, box: NodeId, maxLines: number) {
    this.#session = session
    this.#box = box
    this.#maxLines = maxLines
    this.#pieceLines = Math.min(50, Math.ceil(maxLines / 20))
    this.#adopt()
  }

  /** Adds text at the end. */
  write(text: string): void {
    const { spans, end, rest } = parseAnsi(this.#rest + text, this.#style)
    this.#rest = rest
    this.#queuedPiece()
    for (const span of spans) this.#writeSpan(span.text.replace(INVISIBLE, ''), span.style)
    this.#style = end
    this.#update()
  }

  /** Takes everything out. */
  clear(): void {
    this.#session.view.commit()
    this.#session.view.command({ type: 'output-clear', parent: this.#box })
    this.#pieces = []
    this.#lines = 0
    this.#rest = ''
    this.#open = ''
    this.#returned = false
    this.#leftovers = []
    this.#written = this.#openStart = this.#style = PLAIN
  }

  /** Takes over what another thread of the session has written. */
  #adopt(): void {
    const { tree } = this.#session.view
    for (const id of tree.nodes.get(this.#box)?.children ?? []) {
      const spec = tree.nodes.get(id)?.spec
      if (spec?.type !== 'text') continue
      const end = spec.text.lastIndexOf('\n') + 1
      const whole = spec.text.slice(0, end)
      const lines = whole.split('\n').length - 1
      const output = new PendingOutput(spec, this.#box, -1)
      output.stage = 'sent'
      this.#pieces.push({ output, whole, lines })
      this.#lines += lines
      this.#open = spec.text.slice(end)
      this.#openStart = parseAnsi(whole).end
      this.#written = this.#style = parseAnsi(spec.text).end
    }
  }

  /** The text under way: the last one, or a new one if that has been sent. */
  #queuedPiece(): Piece {
    const last = this.#pieces.at(-1)
    const isQueued = last?.output.stage === 'queued'
    if (last && isQueued && last.lines < this.#pieceLines) return last
    if (last && isQueued) setText(last.output, last.whole)
    else if (last) this.#takeOver(last)
    if (this.#open === '') this.#written = PLAIN
    else if (this.#openStart !== PLAIN) this.#open = sgrOf(this.#openStart) + this.#open
    this.#openStart = PLAIN
    const spec: TextNode = { id: this.#session.view.newId(), type: 'text', text: '' }
    const piece: Piece = { output: new PendingOutput(spec, this.#box, -1), whole: '', lines: 0 }
    piece.output.whenSent(() => this.#tidyUp())
    this.#pieces.push(piece)
    this.#session.view.enqueue(piece.output)
    return piece
  }

  /** A line without an end leaves the text that was sent, to go on in a new one. */
  #takeOver(last: Piece): void {
    const { id } = last.output
    const { nodes } = this.#session.view.tree
    if (!nodes.has(id)) {
      // Whoever has cleared the box has taken the line along.
      this.#pieces = this.#pieces.filter((piece) => nodes.has(piece.output.id))
      this.#lines = this.#pieces.reduce((sum, { lines }) => sum + lines, 0)
      this.#open = ''
      this.#returned = false
    }
    if (this.#open === '') return
    if (last.whole === '') this.#pieces.pop()
    this.#leftovers.push({ id, text: last.whole })
  }

  /** A new text has come onto the page: what it took the place of goes. */
  #tidyUp(): void {
    for (const { id, text } of this.#leftovers.splice(0)) {
      if (!this.#session.view.tree.nodes.has(id)) continue
      if (text === '') this.#session.view.command({ type: 'output-remove', output: id })
      else this.#session.view.command({ type: 'output-update', output: id, set: { text } })
    }
  }

  #writeSpan(text: string, style: AnsiStyle): void {
    for (let from = 0; from < text.length;) {
      const end = indexOfBreak(text, from)
      if (end > from) this.#writePart(text.slice(from, end), style)
      if (text[end] === '\n') this.#endLine()
      else if (text[end] === '\r') this.#returned = true
      from = end + 1
    }
  }

  /** @param part without line breaks */
  #writePart(part: string, style: AnsiStyle): void {
    if (this.#returned) this.#restartLine()
    for (let from = 0; from < part.length;) {
      const room = LONGEST_LINE - this.#open.length
      if (room <= 0) {
        this.#endLine()
        continue
      }
      if (!isSameStyle(style, this.#written)) {
        this.#open += sgrOf(style)
        this.#written = style
      }
      this.#open += part.slice(from, from + room)
      from += room
    }
  }

  #endLine(): void {
    const piece = this.#queuedPiece()
    piece.whole += `${this.#open}\n`
    piece.lines++
    this.#lines++
    this.#returned = false
    this.#open = ''
    this.#openStart = this.#written
    if (piece.lines >= this.#pieceLines) this.#update()
  }

  /** What follows a carriage return is written over the line. */
  #restartLine(): void {
    this.#returned = false
    this.#open = ''
    // The styles of what went are not in the text any more: whatever comes says its own.
    this.#written = UNKNOWN
  }

  /** The text under way says what has been written so far. */
  #update(): void {
    const piece = this.#pieces.at(-1)
    if (!piece || piece.output.stage !== 'queued') return
    if (piece.whole === '' && this.#open === '') {
      markGone(piece.output)
      this.#pieces.pop()
      return
    }
    setText(piece.output, piece.whole + this.#open)
    this.#drop()
  }

  /** Takes out texts that have none of the last lines. */
  #drop(): void {
    const open = this.#open === '' ? 0 : 1
    let gone = 0
    for (const { lines } of this.#pieces) {
      if (this.#lines + open - lines < this.#maxLines || gone === this.#pieces.length - 1) break
      this.#lines -= lines
      gone++
    }
    for (const { output } of this.#pieces.splice(0, gone)) {
      if (output.stage === 'queued') markGone(output)
      else this.#leftovers.push({ id: output.id, text: '' })
    }
  }
}

/** What is not sent yet is changed where it is. */
function setText({ spec }: PendingOutput, text: string): void {
  ;(spec as { text: string }).text = text
}

/** No style is the same as this one. */
const UNKNOWN: AnsiStyle = { color: '#' }

/** The next line feed or carriage return; the end of the text if there is none. */
function indexOfBreak(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10 || code === 13) return at
  }
  return text.length
}

function isSameStyle(one: AnsiStyle, other: AnsiStyle): boolean {
  return one === other || sgrOf(one) === sgrOf(other)
}
