import type {
  CellSettledCommand,
  PageSession,
  RowsAnswerCommand,
  RowsFailedCommand,
} from '@webio/core/protocol'
import { CellEdits } from './cell-edits'
import { ListedRows } from './listed-rows'
import { RowRequests } from './row-requests'

/** The part of a shown session that the code of data tables creates, so that pages without data tables do not load it. */
export interface TablesHost {
  readonly session: PageSession
  /** Null while no data table has been drawn. */
  tables: SessionTables | null
}

/** What a page knows about the data tables of a session. */
export class SessionTables {
  readonly requests: RowRequests
  readonly listed: ListedRows
  readonly edits: CellEdits

  constructor(session: PageSession) {
    this.requests = new RowRequests(session)
    this.listed = new ListedRows(session.tree)
    this.edits = new CellEdits(session)
  }

  /** Handles the server's answer to a request for rows, or to an edit. */
  settle(command: RowsAnswerCommand | RowsFailedCommand | CellSettledCommand): void {
    if (command.type === 'cell-settled') this.edits.settle(command)
    else this.requests.settle(command)
  }

  /** Handles the server's refusal of an event. */
  refused(n: number): void {
    this.requests.refused(n)
    this.edits.refused(n, { id: 'invalid' })
  }
}

/** The data tables of a session. */
export function tablesOf(host: TablesHost): SessionTables {
  return (host.tables ??= new SessionTables(host.session))
}
