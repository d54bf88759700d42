import type { z } from 'zod';
import type { ApiScope } from '../../contract/api.ts';
import { type CallName, contract } from '../../contract/index.ts';
import { neededScope } from '../../contract/roles.ts';

/** One call of the contract as HTTP. The server registers these, and the OpenAPI document is made of them: they cannot differ. */
export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** As OpenAPI writes it: `/people/{id}`. What stands in braces are fields of the call's input. */
  readonly path: string;
  readonly call: CallName;
  readonly summary: string;
  /** Fields of the input that are given in the query. */
  readonly query: readonly string[];
  /** `picture`: the body is the bytes of the field `image`; `json`: the other fields, with bytes as base64. */
  readonly body: 'none' | 'picture' | 'json';
  /** `png`: the field `picture` alone, or 404 where there is none. */
  readonly answer: 'json' | 'png';
}

export const apiRoutes: readonly ApiRoute[] = [
  {
    method: 'POST',
    path: '/identify',
    call: 'identify.image',
    summary: 'Who is in this picture? One decision a face, with score, threshold and why.',
    query: ['search', 'record'],
    body: 'picture',
    answer: 'json',
  },
  {
    method: 'POST',
    path: '/people',
    call: 'enrol.fromImages',
    summary:
      'Enrol a person, or add pictures to the one who has this name. The consent is noted as recorded by the key.',
    query: [],
    body: 'json',
    answer: 'json',
  },
  {
    method: 'GET',
    path: '/people',
    call: 'people.list',
    summary: 'Everybody enrolled.',
    query: [],
    body: 'none',
    answer: 'json',
  },
  {
    method: 'GET',
    path: '/people/{id}',
    call: 'people.show',
    summary: 'One person, with consent and pictures.',
    query: [],
    body: 'none',
    answer: 'json',
  },
  {
    method: 'GET',
    path: '/people/{id}/portrait',
    call: 'people.portrait',
    summary: 'The person’s best picture.',
    query: [],
    body: 'none',
    answer: 'png',
  },
  {
    method: 'PATCH',
    path: '/people/{id}',
    call: 'people.rename',
    summary: 'Give a person another name.',
    query: [],
    body: 'json',
    answer: 'json',
  },
  {
    method: 'DELETE',
    path: '/people/{id}',
    call: 'people.remove',
    summary: 'Hide a person at once and erase them: after ten seconds, or without the wait.',
    query: ['now'],
    body: 'none',
    answer: 'json',
  },
  {
    method: 'GET',
    path: '/events',
    call: 'events.list',
    summary: 'What was decided and done, the newest first.',
    query: ['limit', 'before', 'kind', 'personId', 'what', 'since', 'until', 'name', 'count'],
    body: 'none',
    answer: 'json',
  },
];

/** The live stream of events, beside the calls. */
export const streamPath = '/events/stream';
export const documentPath = '/openapi.json';
export const apiBase = '/api/v1';

export const scopeOf = ({ call }: ApiRoute): ApiScope => neededScope[call] as ApiScope;

/** The fields of a call's input. */
export const fieldsOf = (call: CallName): Readonly<Record<string, z.ZodType>> =>
  (contract[call].input as unknown as z.ZodObject).shape as Record<string, z.ZodType>;

export const pathFields = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
