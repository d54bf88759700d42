import { SegmentedControl } from '@mantine/core';
import { shortNumber } from '../../charts/digits.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { GridPicture } from '../parts/grid-picture.tsx';
import { resultOf } from './cells.ts';
import { MatrixEditor, VectorEditor } from './editors.tsx';
import { type ProductId, productIds, type Settings } from './settings.ts';
import { texts } from './texts.ts';
import './products.css';
import { VectorsInSpace } from './vectors-in-space.tsx';

const ofMatrices = (product: ProductId): boolean => product === 'kronecker' || product === 'hadamard';

/** Two vectors or matrices to change, their product worked out number by number, and its geometry where it has one. */
export function View({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const cursor = useCursor();
  const { product, a, b, A, B, step } = settings;
  const result = resultOf(settings);
  const shown = Math.min(step ?? Number.POSITIVE_INFINITY, result?.cells.length ?? 0);
  const told = cursor.x === null ? undefined : result?.cells[cursor.x];
  // While stepping, the newest number is explained without pointing at it.
  const explained = told ?? (step === null ? undefined : result?.cells[shown - 1]);
  const lit = new Set(explained?.of);
  const shape = (rows: readonly (readonly number[])[]): string => `${rows.length} × ${rows[0]?.length}`;
  const values = {
    a: a.length,
    b: b.length,
    A: shape(A),
    B: shape(B),
    shape: result === null ? '' : `${result.rows} × ${result.columns}`,
  };
  const total = product === 'dot' && result !== null ? result.cells.slice(0, shown) : null;
  return (
    <div className="products">
      <SegmentedControl
        fullWidth
        aria-label={t('products')}
        value={product}
        data={productIds.map((id) => ({ value: id, label: t(`product_${id}`) }))}
        onChange={(next) => change({ product: next as ProductId, step: null })}
      />
      <div className="products-two" data-wide={ofMatrices(product) || product === 'outer' || undefined}>
        <div className="products-numbers">
          <div className="products-editors">
            {ofMatrices(product) ? (
              <>
                <MatrixEditor name="A" value={A} lit={lit} onChange={(next) => change({ A: next, step: null })} />
                <MatrixEditor name="B" value={B} lit={lit} onChange={(next) => change({ B: next, step: null })} />
              </>
            ) : (
              <>
                <VectorEditor name="a" value={a} lit={lit} onChange={(next) => change({ a: next, step: null })} />
                <VectorEditor name="b" value={b} lit={lit} onChange={(next) => change({ b: next, step: null })} />
              </>
            )}
          </div>
          {result === null ? (
            <p className="lesson-refused" role="status">
              {t(`refused_${product}`, values)}
            </p>
          ) : (
            <>
              <GridPicture
                title={t(`result_${product}`)}
                hint={t(`rule_${product}`, values)}
                rows={result.rows}
                columns={result.columns}
                cells={result.cells}
                shown={shown}
                block={result.block}
                cursor={cursor}
                words={{
                  read: t('pointAt'),
                  place: t('place'),
                  value: t('value'),
                  sum: t('arithmetic'),
                }}
              />
              <p className="products-sum" data-empty={explained === undefined || undefined}>
                {explained === undefined ? t('pointAt') : `${explained.sum} = ${shortNumber(explained.value)}`}
              </p>
              {total !== null && (
                <p className="products-total">
                  {t('total')} <b>{shortNumber(total.reduce((sum, { value }) => sum + value, 0))}</b>
                </p>
              )}
            </>
          )}
        </div>
        {(product === 'dot' || product === 'cross') && <VectorsInSpace settings={settings} change={change} />}
      </div>
    </div>
  );
}
