import { setTimeout as sleep } from 'node:timers/promises'
import { loadCluster } from './load-cluster'
import type { Figures } from './load-pages'
import { LoadPages } from './load-pages'

/** The disturbance of a cluster in the middle of a run. */
export const INCIDENTS = ['none', 'outage', 'restart', 'kill'] as const
export type Incident = (typeof INCIDENTS)[number]

/** A run of many pages against a cluster over Redis, half of them behind nginx and half behind HAProxy. */
export interface ClusterRunOptions {
  /**
   * `outage`: Redis is down for a third of the time. `restart`: all processes are replaced, one after
   * another. `kill`: a process is killed. The last two use durable sessions.
   */
  readonly incident: Incident
  readonly nodes: number
  readonly pages: number
  /** How long pages answer forms, in addition to the time that `restart` and `kill` take. */
  readonly seconds: number
  /** The average pause between two answers, in milliseconds. */
  readonly pauseMs: number
}

export interface ClusterReport extends Figures {
  /** The requests that failed according to the load balancers. */
  readonly failures: readonly string[]
  /** The problems that the processes reported. */
  readonly log: readonly string[]
}

/** Plays a run, and reports its progress. */
export async function playCluster(
  { incident, nodes, pages: count, seconds, pauseMs }: ClusterRunOptions,
  say: (line: string) => void = () => {},
): Promise<ClusterReport> {
  await using cluster = await loadCluster(nodes, incident === 'restart' || incident === 'kill')
  using pages = await LoadPages.open(cluster.urls, count)
  say(`${count} sessions in ${nodes} processes wait for their answers`)
  const third = (seconds * 1000) / 3
  const happen: Record<Incident, () => Promise<unknown>> = {
    none: () => sleep(third),
    async outage() {
      await cluster.redis.crash()
      say('Redis is down')
      await sleep(third)
      await cluster.redis.start()
      say('Redis is back')
    },
    restart: () => cluster.restart(),
    kill: () => cluster.kill(),
  }
  const figures = await pages.answer(pauseMs, async () => {
    await sleep(third)
    say(`incident: ${incident}`)
    await happen[incident]()
    say(`the incident is over`)
    await sleep(third)
  })
  return { ...figures, failures: cluster.failures(), log: cluster.badNews() }
}
