// The native half of Ppl.Torch: one generic entry to ATen's operators, and what is no operator (autograd, indexing,
// generators, raw data, threads). A tensor handle is a TensorImpl* that owns one reference; null is an undefined tensor.
// Entries that can fail return -1 and leave the message, without the C++ backtrace, to ppl_last_error.
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/ScalarOps.h>
#include <ATen/TensorIndexing.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/util/Logging.h>
#include <dlfcn.h>
#include <torch/csrc/autograd/autograd.h>

#include <cstring>
#include <string>
#include <vector>

#define EXPORT extern "C" __attribute__((visibility("default")))

using Handle = c10::TensorImpl*;

namespace {

enum class Tag : int64_t { None, Tensor, Double, Int, Bool, IntList, TensorList, OptionalTensorList, Device, Generator, String, Default };

// Joined to a number's tag: the number acts as a tensor beside the first argument.
constexpr int64_t beside = 16;

// An argument or a result: the same layout as Ppl.Torch's struct Value.
struct Value {
  Tag tag;
  union {
    int64_t integer;
    double number;
    void* pointer;
  };
  int64_t length;
};

template <class... Arguments>
using Direct = c10::optional<c10::TypedOperatorHandle<at::Tensor(const Arguments&...)>>;

// An operator of one or two tensors also has a direct handle: a call through it needs no stack and counts no references.
struct Operator {
  c10::OperatorHandle handle;
  std::vector<c10::IValue> defaults{};
  int64_t direct = 0;  // how many tensors a direct call takes
  Direct<at::Tensor> unary{};
  Direct<at::Tensor, at::Tensor> binary{};
  Direct<at::Tensor, at::Tensor, at::Scalar> scaled{};  // left + alpha right, with alpha 1
};

// No backtraces: they are cut from the messages, and to name their frames takes milliseconds an error.
const bool without_backtraces = (c10::SetStackTraceFetcher([] { return std::string(); }), true);

thread_local std::string last_error;
thread_local std::vector<at::Tensor> more_results;

at::Tensor borrowed(Handle handle) {
  return handle ? at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(handle)) : at::Tensor();
}

Handle released(at::Tensor tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

std::vector<at::Tensor> borrowed(const Handle* handles, int64_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int64_t i = 0; i < count; i++) tensors.push_back(borrowed(handles[i]));
  return tensors;
}

// A tensor for the length of a call, without counting a reference.
struct Lent {
  at::Tensor tensor;
  explicit Lent(Handle handle) : tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(handle)) {}
  ~Lent() { tensor.unsafeReleaseTensorImpl(); }
};

template <class Body>
int64_t guarded(Body body) {
  try {
    return body();
  } catch (const c10::Error& error) {
    last_error = error.what_without_backtrace();
  } catch (const std::exception& error) {
    last_error = error.what();
  } catch (...) {
    last_error = "an unknown native error";
  }
  last_error = last_error.substr(0, last_error.find("\nException raised from"));
  return -1;
}

// A number beside a tensor: a tensor of no dimensions that yields to the other's type, as libtorch has it; but beside floating
// point it is born in the other's type, which spares a conversion that costs more than the operation.
at::Tensor number_beside(const at::Tensor& tensor, const Value& number, Tag kind) {
  at::ScalarType type = kind == Tag::Double ? at::kDouble : kind == Tag::Int ? at::kLong : at::kBool;
  at::ScalarType other = tensor.scalar_type();
  if (kind != Tag::Bool && (other == at::kFloat || other == at::kDouble)) type = other;
  at::Scalar scalar = kind == Tag::Double ? at::Scalar(number.number) : at::Scalar(number.integer);
  at::Tensor wrapped = at::detail::scalar_tensor_static(scalar, type, at::kCPU);
  wrapped.unsafeGetTensorImpl()->set_wrapped_number(true);
  return wrapped;
}

c10::IValue to_ivalue(const Value& value, const c10::IValue& missing, const torch::jit::Stack& before) {
  int64_t tag = static_cast<int64_t>(value.tag);
  if (tag & beside) return number_beside(before.front().toTensor(), value, static_cast<Tag>(tag - beside));
  switch (value.tag) {
    case Tag::Tensor: return borrowed(static_cast<Handle>(value.pointer));
    case Tag::Double: return value.number;
    case Tag::Int: return value.integer;
    case Tag::Bool: return value.integer != 0;
    case Tag::IntList: return at::IntArrayRef(static_cast<const int64_t*>(value.pointer), value.length);
    case Tag::TensorList: return borrowed(static_cast<Handle*>(value.pointer), value.length);
    case Tag::OptionalTensorList: {
      c10::List<c10::optional<at::Tensor>> list;
      for (at::Tensor& tensor : borrowed(static_cast<Handle*>(value.pointer), value.length))
        list.push_back(tensor.defined() ? c10::optional<at::Tensor>(std::move(tensor)) : c10::nullopt);
      return list;
    }
    case Tag::Device: return c10::Device(static_cast<c10::DeviceType>(value.integer), static_cast<c10::DeviceIndex>(value.length));
    case Tag::Generator: return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(static_cast<c10::GeneratorImpl*>(value.pointer)));
    case Tag::String: return std::string(static_cast<const char*>(value.pointer), value.length);
    case Tag::Default: return missing;
    default: return {};
  }
}

Value to_value(c10::IValue&& result) {
  Value value{Tag::None, {0}, 0};
  if (result.isTensor()) {
    value.tag = Tag::Tensor;
    value.pointer = released(std::move(result).toTensor());
  } else if (result.isDouble()) {
    value.tag = Tag::Double;
    value.number = result.toDouble();
  } else if (result.isInt()) {
    value.tag = Tag::Int;
    value.integer = result.toInt();
  } else if (result.isBool()) {
    value.tag = Tag::Bool;
    value.integer = result.toBool();
  }
  return value;
}

// The operator's result where it can be called directly with these arguments; else undefined.
at::Tensor call_direct(const Operator& op, const Value* arguments, int64_t count) {
  if (count != op.direct || arguments[0].tag != Tag::Tensor) return {};
  Lent first(static_cast<Handle>(arguments[0].pointer));
  if (count == 1) return op.unary->call(first.tensor);
  auto with = [&](const at::Tensor& second) { return op.binary ? op.binary->call(first.tensor, second) : op.scaled->call(first.tensor, second, 1); };
  int64_t tag = static_cast<int64_t>(arguments[1].tag);
  if (tag & beside) return with(number_beside(first.tensor, arguments[1], static_cast<Tag>(tag - beside)));
  return arguments[1].tag == Tag::Tensor ? with(Lent(static_cast<Handle>(arguments[1].pointer)).tensor) : at::Tensor();
}

// Calls through a stack that the thread keeps, so that a call allocates none.
struct Call {
  thread_local static torch::jit::Stack kept;
  torch::jit::Stack stack = std::move(kept);
  ~Call() {
    stack.clear();
    kept = std::move(stack);
  }
};
thread_local torch::jit::Stack Call::kept;

std::vector<at::indexing::TensorIndex> to_indices(const int64_t* words, int64_t count) {
  enum { None, Ellipsis, Single, Bool, Slice, Tensor };
  constexpr int64_t absent = INT64_MIN;
  auto optional = [](int64_t word) { return word == absent ? c10::optional<int64_t>() : c10::optional<int64_t>(word); };
  std::vector<at::indexing::TensorIndex> indices;
  indices.reserve(count);
  for (const int64_t* word = words; word < words + 4 * count; word += 4) {
    switch (word[0]) {
      case None: indices.emplace_back(at::indexing::None); break;
      case Ellipsis: indices.emplace_back(at::indexing::Ellipsis); break;
      case Single: indices.emplace_back(word[1]); break;
      case Bool: indices.emplace_back(word[1] != 0); break;
      case Slice: indices.emplace_back(at::indexing::Slice(optional(word[1]), optional(word[2]), optional(word[3]))); break;
      case Tensor: indices.emplace_back(borrowed(reinterpret_cast<Handle>(word[1]))); break;
    }
  }
  return indices;
}

}  // namespace

EXPORT const char* ppl_last_error() { return last_error.c_str(); }

// Operators

EXPORT int64_t ppl_find_operator(const char* name, const char* overload, Operator** found) {
  return guarded([&] {
    c10::OperatorHandle handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
    const std::vector<c10::Argument>& arguments = handle.schema().arguments();
    auto op = std::make_unique<Operator>(Operator{handle});
    bool pure = handle.schema().returns().size() == 1 && handle.schema().returns()[0].type()->kind() == c10::TypeKind::TensorType;
    int64_t tensors = 0;
    for (const c10::Argument& argument : arguments) {
      op->defaults.push_back(argument.default_value().value_or(c10::IValue()));
      pure = pure && !(argument.alias_info() && argument.alias_info()->isWrite());
      if (argument.type()->kind() == c10::TypeKind::TensorType) tensors++;
    }
    bool scaled = arguments.size() == 3 && tensors == 2 && arguments[2].name() == "alpha";
    if (pure && (arguments.size() == 1 || arguments.size() == 2 || scaled) && tensors == int64_t(arguments.size()) - scaled) {
      op->direct = tensors;
      if (scaled) op->scaled = handle.typed<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Scalar&)>();
      else if (tensors == 2) op->binary = handle.typed<at::Tensor(const at::Tensor&, const at::Tensor&)>();
      else op->unary = handle.typed<at::Tensor(const at::Tensor&)>();
    }
    *found = op.release();
    return 0;
  });
}

// Fills results up to their room; returns how many there are (ppl_more_results gives those without room), or -1.
// Without room (in-place operators) the results are dropped.
EXPORT int64_t ppl_call(const Operator* op, const Value* arguments, int64_t count, Value* results, int64_t room) {
  return guarded([&]() -> int64_t {
    if (at::Tensor result = call_direct(*op, arguments, count); result.defined()) {
      results[0] = to_value(std::move(result));
      return 1;
    }
    Call call;
    for (int64_t i = 0; i < count; i++) call.stack.push_back(to_ivalue(arguments[i], op->defaults[i], call.stack));
    for (size_t i = count; i < op->defaults.size(); i++) call.stack.push_back(op->defaults[i]);
    op->handle.callBoxed(call.stack);
    if (room == 0) return 0;
    if (call.stack.size() == 1 && call.stack[0].isTensorList()) {
      std::vector<at::Tensor> list = call.stack[0].toTensorVector();
      int64_t given = std::min<int64_t>(room, list.size());
      for (int64_t i = 0; i < given; i++) results[i] = to_value(std::move(list[i]));
      more_results.assign(std::make_move_iterator(list.begin() + given), std::make_move_iterator(list.end()));
      return list.size();
    }
    int64_t given = std::min<int64_t>(room, call.stack.size());
    for (int64_t i = 0; i < given; i++) results[i] = to_value(std::move(call.stack[i]));
    return given;
  });
}

EXPORT void ppl_more_results(Handle* handles) {
  for (at::Tensor& tensor : more_results) *handles++ = released(std::move(tensor));
  more_results.clear();
}

// Tensors

EXPORT void ppl_release(Handle* handles, int64_t count) {
  for (int64_t i = 0; i < count; i++) c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(handles[i]);
}

EXPORT Handle ppl_another(Handle tensor) { return released(borrowed(tensor)); }

EXPORT int64_t ppl_dim(Handle tensor) { return tensor->dim(); }
EXPORT int64_t ppl_numel(Handle tensor) { return tensor->numel(); }
EXPORT void ppl_sizes(Handle tensor, int64_t* sizes) { std::memcpy(sizes, tensor->sizes().data(), tensor->dim() * sizeof(int64_t)); }
EXPORT void ppl_strides(Handle tensor, int64_t* strides) { std::memcpy(strides, tensor->strides().data(), tensor->dim() * sizeof(int64_t)); }
EXPORT int64_t ppl_dtype(Handle tensor) { return static_cast<int64_t>(c10::typeMetaToScalarType(tensor->dtype())); }
EXPORT int64_t ppl_device_type(Handle tensor) { return static_cast<int64_t>(tensor->device_type()); }
EXPORT int64_t ppl_is_contiguous(Handle tensor) { return tensor->is_contiguous(); }
EXPORT void* ppl_data(Handle tensor) { return tensor->data(); }

EXPORT int64_t ppl_from_data(const void* data, const int64_t* sizes, int64_t dim, int64_t dtype, Handle* result) {
  return guarded([&] {
    at::Tensor tensor = at::empty(at::IntArrayRef(sizes, dim), at::TensorOptions(static_cast<at::ScalarType>(dtype)));
    if (tensor.numel() > 0) std::memcpy(tensor.data_ptr(), data, tensor.nbytes());
    *result = released(std::move(tensor));
    return 0;
  });
}

EXPORT int64_t ppl_item(Handle tensor, Value* result) {
  return guarded([&] {
    at::Scalar scalar = borrowed(tensor).item();
    *result = to_value(c10::IValue(scalar));
    return 0;
  });
}

EXPORT int64_t ppl_index(Handle tensor, const int64_t* indices, int64_t count, Handle* result) {
  return guarded([&] {
    *result = released(borrowed(tensor).index(to_indices(indices, count)));
    return 0;
  });
}

EXPORT int64_t ppl_index_put(Handle tensor, const int64_t* indices, int64_t count, Handle value) {
  return guarded([&] {
    borrowed(tensor).index_put_(to_indices(indices, count), borrowed(value));
    return 0;
  });
}

// Autograd

EXPORT int64_t ppl_requires_grad(Handle tensor) { return tensor->requires_grad(); }
EXPORT int64_t ppl_is_leaf(Handle tensor) { return borrowed(tensor).is_leaf(); }

EXPORT int64_t ppl_set_requires_grad(Handle tensor, int64_t requires_grad) {
  return guarded([&] {
    borrowed(tensor).requires_grad_(requires_grad != 0);
    return 0;
  });
}

EXPORT int64_t ppl_grad(Handle tensor, Handle* result) {
  return guarded([&] {
    *result = released(borrowed(tensor).grad());
    return 0;
  });
}

EXPORT int64_t ppl_set_grad(Handle tensor, Handle grad) {
  return guarded([&] {
    borrowed(tensor).mutable_grad() = borrowed(grad);
    return 0;
  });
}

EXPORT int64_t ppl_backward(const Handle* tensors, int64_t count, const Handle* grads, int64_t grad_count, const Handle* inputs,
                            int64_t input_count, int64_t retain_graph, int64_t create_graph) {
  return guarded([&] {
    torch::autograd::backward(borrowed(tensors, count), borrowed(grads, grad_count), retain_graph != 0, create_graph != 0,
                              borrowed(inputs, input_count));
    return 0;
  });
}

EXPORT int64_t ppl_autograd_grad(const Handle* outputs, int64_t count, const Handle* inputs, int64_t input_count, const Handle* grads,
                                 int64_t grad_count, int64_t retain_graph, int64_t create_graph, int64_t allow_unused, Handle* results) {
  return guarded([&] {
    std::vector<at::Tensor> found = torch::autograd::grad(borrowed(outputs, count), borrowed(inputs, input_count),
                                                          borrowed(grads, grad_count), retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (at::Tensor& tensor : found) *results++ = released(std::move(tensor));
    return 0;
  });
}

EXPORT int64_t ppl_grad_mode() { return c10::GradMode::is_enabled(); }
EXPORT void ppl_set_grad_mode(int64_t enabled) { c10::GradMode::set_enabled(enabled != 0); }

// Generators

EXPORT int64_t ppl_generator(uint64_t seed, c10::GeneratorImpl** result) {
  return guarded([&] {
    *result = at::make_generator<at::CPUGeneratorImpl>(seed).unsafeReleaseGeneratorImpl();
    return 0;
  });
}

EXPORT int64_t ppl_default_generator(c10::GeneratorImpl** result) {
  return guarded([&] {
    *result = at::Generator(at::globalContext().defaultGenerator(at::kCPU)).unsafeReleaseGeneratorImpl();
    return 0;
  });
}

EXPORT void ppl_generator_release(c10::GeneratorImpl* generator) { c10::intrusive_ptr<c10::GeneratorImpl>::reclaim(generator); }

EXPORT void ppl_generator_seed(c10::GeneratorImpl* generator, uint64_t seed) {
  std::lock_guard<std::mutex> lock(generator->mutex_);
  generator->set_current_seed(seed);
}

EXPORT uint64_t ppl_generator_initial_seed(c10::GeneratorImpl* generator) { return generator->current_seed(); }

EXPORT int64_t ppl_generator_state(c10::GeneratorImpl* generator, Handle* result) {
  return guarded([&] {
    std::lock_guard<std::mutex> lock(generator->mutex_);
    *result = released(at::Tensor(generator->get_state()));
    return 0;
  });
}

EXPORT int64_t ppl_generator_set_state(c10::GeneratorImpl* generator, Handle state) {
  return guarded([&] {
    std::lock_guard<std::mutex> lock(generator->mutex_);
    generator->set_state(*state);
    return 0;
  });
}

// Threads

EXPORT int64_t ppl_num_threads() { return at::get_num_threads(); }

EXPORT int64_t ppl_set_num_threads(int64_t count) {
  return guarded([&] {
    at::set_num_threads(static_cast<int>(count));
    // OpenBLAS keeps a count of its own, and is no dependency of libtorch's by name.
    if (auto set = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) set(static_cast<int>(count));
    return 0;
  });
}
