import type { ValidationPoint } from './checkpoint.ts';
import type { StepReport, ValidationReport } from './reports.ts';

/** Steps kept for a curve; when there are twice as many, every other one is dropped. */
const KEPT = 1000;

/** What a curve needs of a run so far, in bounded space; the first and the newest step are always there. */
export class History {
  private steps: StepReport[];
  private readonly validations: ValidationPoint[];

  constructor(from?: Readonly<{ steps: readonly StepReport[]; validations: readonly ValidationPoint[] }>) {
    this.steps = [...(from?.steps ?? [])];
    this.validations = [...(from?.validations ?? [])];
  }

  addStep(report: StepReport): void {
    this.steps.push(report);
    if (this.steps.length >= 2 * KEPT) {
      const newest = this.steps.length - 1;
      this.steps = this.steps.filter((_, i) => i % 2 === 0 || i === newest);
    }
  }

  addValidation({ embeddings, pictures, people, hardest, ...point }: ValidationReport): void {
    this.validations.push(point);
  }

  get lastStep(): StepReport | undefined {
    return this.steps.at(-1);
  }

  get lastValidation(): ValidationPoint | undefined {
    return this.validations.at(-1);
  }

  /** The mean share of active elements of the newest steps. */
  recentActive(): number {
    const recent = this.steps.slice(-20);
    return recent.length === 0 ? 1 : recent.reduce((sum, { active }) => sum + active, 0) / recent.length;
  }

  copy() {
    return { steps: [...this.steps], validations: [...this.validations] };
  }
}
