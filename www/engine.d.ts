/** The npm package's engine, without anything to look at: `gc-playground/engine`. */
import type { Metrics, Recording, Version } from './types'

export * from './types'

/** Fetches and starts the engine, once however many ask. */
export function load(): Promise<{
  versions: Version[]
  metrics: Metrics
  /** Runs a program to its end. Never throws for a bad program: see `Recording.diagnostics`. Free what it returns. */
  run(source: string, version: string): Recording
}>
