// Rules for what the code generation expects of components.schemas: prose, shapes, and the x- marks.
// Each rule sees the whole document once, because marks speak about other schemas.

const PREFIX = '#/components/schemas/';
const FORMATS = {
  string: [undefined, 'byte', 'date-time', 'duration-s', 'field-mask', 'int64'],
  integer: ['int32'],
  number: ['float', 'double'],
  boolean: [undefined],
};

const isTrue = (value) => value === true;
const isText = (value) => typeof value === 'string' && value.trim() !== '';
const isNames = (value) => Array.isArray(value) && value.length > 0 && value.every(isText);
const isReasons = (value) =>
  value !== null && typeof value === 'object' && Object.keys(value).length > 0 && Object.values(value).every(isText);

const SCHEMA_MARKS = {
  'x-wire-name': isText,
  'x-refused': isReasons,
  'x-mixin': isText,
  'x-text': isTrue,
  'x-unproven': isTrue,
  'x-exactly-one': isNames,
};
const PROPERTY_MARKS = {
  'x-secret': isTrue,
  'x-v1alpha': isTrue,
  'x-unproven': isTrue,
  'x-not-in-live': isText,
  'x-wire-path': isText,
  'x-presence': isTrue,
  'x-java-name': (value) => isText(value) && /^[a-z][A-Za-z0-9]*$/.test(value),
  'x-alias': isNames,
};

const has = (object, name) => Object.prototype.hasOwnProperty.call(object, name);
const target = (schema) => schema.$ref?.startsWith(PREFIX) ? schema.$ref.slice(PREFIX.length) : undefined;

/** Makes a rule from check(schemas, report, options), where report takes a message and a path below the schemas. */
function rule(check) {
  return (options) => ({
    Root: {
      leave(root, { report, location }) {
        check(
          root.components.schemas,
          (message, ...path) => report({ message, location: location.child(['components', 'schemas', ...path]) }),
          options,
        );
      },
    },
  });
}

function eachProperty(schemas, visit) {
  for (const [name, schema] of Object.entries(schemas)) {
    for (const [property, value] of Object.entries(schema.properties ?? {})) {
      visit(value, [name, 'properties', property], schema);
    }
  }
}

/** Descriptions become Javadoc: there is one everywhere, it begins with a short sentence, and it holds no markup. */
const descriptions = rule((schemas, report) => {
  const check = ({ description }, path) => {
    if (!isText(description)) {
      return report('Has no description.', ...path);
    }
    const prose = description.replace(/`[^`]*`/g, 'x');
    const [sentence] = prose.split(/\.(\s|$)/);
    if (!/[.)]$/.test(prose.trim())) report('The description does not end with a period.', ...path, 'description');
    if (sentence.length > 120) report('The first sentence is too long for a summary.', ...path, 'description');
    if (/[<>&@]|\*\//.test(prose) || /@|\*\//.test(description)) {
      report('The description has markup: use backticks, and no at sign or end of a comment.', ...path, 'description');
    }
  };
  Object.entries(schemas).forEach(([name, schema]) => check(schema, [name]));
  eachProperty(schemas, check);
});

/** Every shape is one that the generator knows: nothing inline but scalars, lists, maps and free JSON. */
const shapes = rule((schemas, report) => {
  const scalar = ({ type, format }) => has(FORMATS, type) && FORMATS[type].includes(format);
  const anyJson = (schema) => !has(schema, 'type') && !has(schema, '$ref');
  const free = ({ type, additionalProperties }) => type === 'object' && additionalProperties === true;
  const known = (schema) => target(schema) !== undefined || scalar(schema) || anyJson(schema) || free(schema);
  const element = ({ type, items, additionalProperties }) =>
    type === 'array' ? items : type === 'object' && additionalProperties !== true ? additionalProperties : undefined;

  for (const [name, schema] of Object.entries(schemas)) {
    const message = schema.type === 'object' && schema.properties !== undefined && !has(schema, 'additionalProperties');
    const enumeration = schema.type === 'string' && isNames(schema.enum);
    if (!message && !enumeration) report('Is neither a message (type object, properties) nor an enumeration.', name);
    // A type with methods of its own counts on its members; messages of the wire may lack any of them.
    if (has(schema, 'required') && !has(schema, 'x-mixin')) report('The service requires members, builders do not: say it in prose.', name, 'required');
  }
  eachProperty(schemas, (property, path) => {
    const inner = element(property);
    if (has(property, 'properties') || has(property, 'enum') || has(property, 'allOf')) {
      report('Is declared inline: give it a schema of its own.', ...path);
    } else if (inner === undefined ? !known(property) : !known(inner)) {
      report('Has a type or a format that the generator does not know.', ...path);
    }
  });
});

/** Marks are spelled right, hold what they should, and stand where they mean something. */
const known = rule((schemas, report) => {
  const check = (marks) => (schema, path) => {
    for (const [mark, value] of Object.entries(schema).filter(([key]) => key.startsWith('x-'))) {
      if (!has(marks, mark)) report(`Nothing reads the mark ${mark} here.`, ...path, mark);
      else if (!marks[mark](value)) report(`The mark ${mark} has the wrong kind of value.`, ...path, mark);
    }
  };
  for (const [name, schema] of Object.entries(schemas)) {
    const properties = schema.properties ?? {};
    check(SCHEMA_MARKS)(schema, [name]);
    for (const refused of Object.keys(schema['x-refused'] ?? {})) {
      if (has(properties, refused)) report('Is refused and offered at once.', name, 'x-refused', refused);
    }
    for (const member of schema['x-exactly-one'] ?? []) {
      if (!has(properties, member)) report(`Has no property ${member}.`, name, 'x-exactly-one');
    }
  }
  eachProperty(schemas, (property, path) => {
    check(PROPERTY_MARKS)(property, path);
    if (property['x-presence'] && property.type !== 'array') report('Only a list has presence.', ...path, 'x-presence');
  });
});

/** A setting stands at its wire path with the same type and the same marks. */
const wirePaths = rule((schemas, report) => {
  const shape = ({ $ref, type, format, items, additionalProperties }) =>
    JSON.stringify([$ref, type, format, items, additionalProperties]);
  const resolve = (path) =>
    path.split('.').reduce(
      (at, name) => {
        const message = target(at);
        return (message && schemas[message]?.properties?.[name]) ?? {};
      },
      { $ref: `${PREFIX}LiveClientSetup` },
    );

  for (const [name, property] of Object.entries(schemas.LiveConnectConfig?.properties ?? {})) {
    if (!has(property, 'x-wire-path')) report('Has no wire path.', 'LiveConnectConfig', 'properties', name);
  }
  eachProperty(schemas, (property, path) => {
    if (!has(property, 'x-wire-path')) return;
    const wire = resolve(property['x-wire-path']);
    if (shape(wire) !== shape(property)) report('The wire path leads to nothing, or to another type.', ...path, 'x-wire-path');
    for (const mark of ['x-v1alpha', 'x-unproven', 'x-secret', 'deprecated', 'x-not-in-live']) {
      if (wire[mark] !== property[mark]) report(`The mark ${mark} differs from the wire's.`, ...path);
    }
  });
});

/** Every schema is a root or a part of one. */
const reachable = rule((schemas, report, { roots }) => {
  const seen = new Set();
  const visit = (name) => {
    if (seen.has(name) || !has(schemas, name)) return;
    seen.add(name);
    for (const [, part] of JSON.stringify(schemas[name]).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) visit(part);
  };
  roots.forEach(visit);
  roots.filter((name) => !has(schemas, name)).forEach((name) => report(`The root ${name} does not exist.`));
  Object.keys(schemas)
    .filter((name) => !seen.has(name))
    .forEach((name) => report('Nothing refers to it.', name));
});

export default function marks() {
  return { id: 'marks', rules: { oas3: { descriptions, shapes, known, 'wire-paths': wirePaths, reachable } } };
}
