import { markGone, PendingOutput } from '../../engine/outputs/pending-output'
import type { Session } from '../../engine/session'
import type { AnsiStyle } from '../../protocol/ansi'
import { parseAnsi, PLAIN, sgrOf } from '../../protocol/ansi'
import type { NodeId, TextNode } from '../../protocol/output-spec'

/** The maximum length of a line in characters. Longer lines are broken. */
const LONGEST_LINE = 10_000

/** Control characters without visible effect, which excludes tab, line feed and carriage return. */
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f]/g

/** A part of a log box: a text with some of its lines. */
interface Piece {
  readonly output: PendingOutput
  /** Its complete lines, each with its line feed. */
  whole: string
  /** The number of lines. */
  lines: number
}

/**
 * Writes into a log box. The output of one synchronous run travels as few texts: lines are collected, an unfinished line moves into the text that
 * finishes it, and texts beyond the limit are removed. See docs/protocol.md, rules G1 and G2.
 */
export class LogWriter {
  readonly #session: Session
  readonly #box: NodeId
  readonly #maxLines: number
  /** The number of lines per text. At the limit, whole texts are removed. */
  readonly #pieceLines: number
  #pieces: Piece[] = []
  /** The number of lines in all finished parts. */
  #lines = 0
  /** The unfinished line, as it travels. */
  #open = ''
  /** The style at the beginning of that line, which earlier lines of the same text set. */
  #openStart: AnsiStyle = PLAIN
  /** Texts on the page that the pending text replaces, with the rest of each. */
  #leftovers: { readonly id: NodeId; readonly text: string }[] = []
  /** The style at the end of the pending text. */
  #written: AnsiStyle = PLAIN
  /** The current style. */
  #style: AnsiStyle = PLAIN
  /** The beginning of an unfinished control sequence. */
  #rest = ''
  /** A carriage return was read: the next character starts the line again. */
  #returned = false

  /**
   * @param maxLines the maximum number of lines to keep
   */
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

  /** Removes everything. */
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

  /** Adopts the output of another thread of the session. */
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

  /** The pending text: the last one, or a new one if the last one has been sent. */
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

  /** An unfinished line moves from the sent text to a new one, where it continues. */
  #takeOver(last: Piece): void {
    const { id } = last.output
    const { nodes } = this.#session.view.tree
    if (!nodes.has(id)) {
      // If the box was cleared, the line is gone.
      this.#pieces = this.#pieces.filter((piece) => nodes.has(piece.output.id))
      this.#lines = this.#pieces.reduce((sum, { lines }) => sum + lines, 0)
      this.#open = ''
      this.#returned = false
    }
    if (this.#open === '') return
    if (last.whole === '') this.#pieces.pop()
    this.#leftovers.push({ id, text: last.whole })
  }

  /** A new text is on the page: removes the texts that it replaces. */
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

  /**
   * @param part without line breaks
   */
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

  /** Text after a carriage return overwrites the line. */
  #restartLine(): void {
    this.#returned = false
    this.#open = ''
    // The overwritten text no longer provides a style, so the next text sets its own.
    this.#written = UNKNOWN
  }

  /** Updates the pending text to everything written so far. */
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

  /** Removes texts that contain none of the last lines. */
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

/** An unsent text or node is changed in place. */
function setText({ spec }: PendingOutput, text: string): void {
  ;(spec as { text: string }).text = text
}

/** A style that equals no other style. */
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
