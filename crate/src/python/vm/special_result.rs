//! What is said of a special method that returned something else than it must.

use super::{Outcome, Vm};
use crate::heap::ObjectId;
use crate::profile::Template;
use crate::tape::Recorder;

/// What a special method must return.
pub struct Promise {
    /// The method.
    pub method: &'static str,
    /// What it must return, with its article.
    pub wanted: &'static str,
    /// The complaint up to 3.14: the object's `class`, the `method`, the `type` of the result.
    pub complaint: Template,
}

const NO_STRING: Template = Template("{method} returned non-string (type {type})");
const NO_INT: Template = Template("{method} returned non-int (type {type})");

const fn promise(method: &'static str, wanted: &'static str, complaint: Template) -> Promise {
    Promise {
        method,
        wanted,
        complaint,
    }
}

pub const REPR: Promise = promise("__repr__", "a str", NO_STRING);
pub const STR: Promise = promise("__str__", "a str", NO_STRING);
pub const INT: Promise = promise("__int__", "an int", NO_INT);
pub const INDEX: Promise = promise("__index__", "an int", NO_INT);
pub const BOOL: Promise = promise(
    "__bool__",
    "a bool",
    Template("__bool__ should return bool, returned {type}"),
);
pub const FLOAT: Promise = promise(
    "__float__",
    "a float",
    Template("{class}.__float__ returned non-float (type {type})"),
);
pub const FORMAT: Promise = promise(
    "__format__",
    "a str",
    Template("__format__ must return a str, not {type}"),
);
pub const BYTES: Promise = promise(
    "__bytes__",
    "a bytes",
    Template("__bytes__ returned non-bytes (type {type})"),
);
pub const ITER: Promise = promise(
    "__iter__",
    "an iterator",
    Template("iter() returned non-iterator of type '{type}'"),
);
pub const LENGTH_HINT: Promise = promise(
    "__length_hint__",
    "an int",
    Template("__length_hint__ must be an integer, not {type}"),
);

impl<R: Recorder> Vm<R> {
    /// The complaint; the result is moved in.
    pub(super) fn broken_promise<T>(
        &mut self,
        object: ObjectId,
        promise: &Promise,
        result: ObjectId,
    ) -> Outcome<T> {
        let (class, found) = (self.type_name(object), self.type_name(result));
        self.decref(result);
        if self.profile().messages.results_name_class {
            let (method, wanted) = (promise.method, promise.wanted);
            return self.type_error(format!(
                "{class}.{method}() must return {wanted}, not {found}"
            ));
        }
        let places = [
            ("class", &*class),
            ("method", promise.method),
            ("type", &*found),
        ];
        self.type_error(promise.complaint.fill(&places))
    }
}
