import { z } from 'zod';
import { bytes, vector } from '../../contract/call.ts';
import { errorSchema } from '../../contract/errors.ts';
import { eventSchema } from '../../contract/events.ts';
import { contract } from '../../contract/index.ts';
import {
  type ApiRoute,
  apiBase,
  apiRoutes,
  documentPath,
  fieldsOf,
  pathFields,
  scopeOf,
  streamPath,
} from './routes.ts';

type Json = Readonly<Record<string, unknown>>;

/** A schema of the contract as JSON Schema 2020-12, which OpenAPI 3.1 uses as it is. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: target }) => {
      // As plain-json.ts carries them.
      if ((zodSchema as unknown) === bytes) Object.assign(target, { type: 'string', contentEncoding: 'base64' });
      if ((zodSchema as unknown) === vector) Object.assign(target, { type: 'array', items: { type: 'number' } });
    },
  });
  return made;
}

const content = (type: string, schema: Json): Json => ({ [type]: { schema } });
const errorAnswer = (description: string, headers?: Json): Json => ({
  description,
  ...(headers === undefined ? {} : { headers }),
  content: content('application/json', { $ref: '#/components/schemas/Error' }),
});

const refusals: Json = {
  401: errorAnswer('No API key, or none that is known.', {
    'WWW-Authenticate': { schema: { type: 'string' }, description: '`Bearer`' },
  }),
  403: errorAnswer('The key lacks the scope or was revoked; or a browser’s page, or a foreign host name, asked.'),
  429: errorAnswer('Too many requests with this key.', {
    'Retry-After': { schema: { type: 'integer' }, description: 'Seconds to wait.' },
  }),
  default: errorAnswer('It ended otherwise: `error.code` says how.'),
};

function parametersOf({ call, path, query }: ApiRoute): Json[] {
  const fields = fieldsOf(call);
  const parameter = (name: string, where: 'path' | 'query'): Json => ({
    name,
    in: where,
    ...(where === 'path' ? { required: true } : {}),
    schema: jsonSchema(fields[name] as z.ZodType, 'input'),
  });
  return [...pathFields(path).map((name) => parameter(name, 'path')), ...query.map((name) => parameter(name, 'query'))];
}

function bodyOf(route: ApiRoute): Json {
  if (route.body === 'none') return {};
  if (route.body === 'picture')
    return {
      requestBody: {
        required: true,
        description: 'The bytes of a picture file (JPEG, PNG, WebP, TIFF, AVIF).',
        content: { 'image/*': {}, 'application/octet-stream': {} },
      },
    };
  const taken = [...pathFields(route.path), ...route.query];
  const rest = Object.fromEntries(Object.entries(fieldsOf(route.call)).filter(([name]) => !taken.includes(name)));
  return { requestBody: { required: true, content: content('application/json', jsonSchema(z.object(rest), 'input')) } };
}

function answersOf(route: ApiRoute): Json {
  const good =
    route.answer === 'png'
      ? { description: 'The picture.', content: { 'image/png': {} } }
      : {
          description: 'Done.',
          content: content('application/json', jsonSchema(contract[route.call].output as z.ZodType, 'output')),
        };
  return { 200: good, ...refusals };
}

/** The OpenAPI 3.1 document of the HTTP API, made of the routes and the contract's own schemas. */
export function openApiDocument(version: string, server: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  const add = (path: string, method: string, operation: Json): void => {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  };
  for (const route of apiRoutes)
    add(route.path, route.method, {
      operationId: route.call,
      summary: route.summary,
      description: `Needs the scope \`${scopeOf(route)}\`.`,
      ...(pathFields(route.path).length + route.query.length === 0 ? {} : { parameters: parametersOf(route) }),
      ...bodyOf(route),
      responses: answersOf(route),
    });
  add(streamPath, 'GET', {
    operationId: 'events.stream',
    summary: 'Events as they happen (server-sent events).',
    description:
      'Needs the scope `events:read`. Each message is `event: event` with an `id` and one event as JSON in `data`; one that is told again was judged by somebody meanwhile. With `Last-Event-ID` what was missed comes first. A comment every 15 seconds keeps the connection.',
    parameters: [{ name: 'Last-Event-ID', in: 'header', schema: { type: 'string', pattern: '^[0-9]{1,15}$' } }],
    responses: {
      200: { description: 'The stream.', content: content('text/event-stream', { type: 'string' }) },
      ...refusals,
    },
  });
  add(documentPath, 'GET', {
    operationId: 'openapi',
    summary: 'This document.',
    description: 'Needs any key.',
    responses: {
      200: { description: 'OpenAPI 3.1.', content: content('application/json', { type: 'object' }) },
      ...refusals,
    },
  });
  return {
    openapi: '3.1.1',
    info: {
      title: 'Threshold',
      version,
      summary: 'Face recognition by metric learning, on this machine alone.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${server}${apiBase}` }],
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key made in Settings or by `threshold api keys create`.',
        },
      },
      schemas: {
        Error: jsonSchema(z.object({ error: errorSchema }), 'output'),
        Event: jsonSchema(eventSchema, 'output'),
      },
    },
  };
}
