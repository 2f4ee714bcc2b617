namespace TorchSharp;

public static partial class torch
{
    /// <summary>How a quotient is rounded.</summary>
    public enum RoundingMode
    {
        None = 0,
        trunc = 1,
        floor = 2,
    }

    public partial class Tensor
    {
        public Tensor add(Tensor target) => Aten.add_Tensor.Call(this, target);
        public Tensor add(Tensor target, Scalar alpha) => Aten.add_Tensor.Call(this, target, alpha);
        public Tensor add(Scalar scalar) => Aten.add_Tensor.Call(this, Argument.Beside(scalar));
        public Tensor add_(Tensor target) => Aten.add__Tensor.Mutate(this, target);
        public Tensor add_(Tensor target, Scalar alpha) => Aten.add__Tensor.Mutate(this, target, alpha);
        public Tensor add_(Scalar scalar) => Aten.add__Tensor.Mutate(this, Argument.Beside(scalar));
        public Tensor sub(Tensor target) => Aten.sub_Tensor.Call(this, target);
        public Tensor sub(Scalar target) => Aten.sub_Tensor.Call(this, Argument.Beside(target));
        public Tensor sub_(Tensor target) => Aten.sub__Tensor.Mutate(this, target);
        public Tensor sub_(Scalar target) => Aten.sub__Tensor.Mutate(this, Argument.Beside(target));
        public Tensor mul(Tensor target) => Aten.mul_Tensor.Call(this, target);
        public Tensor mul(Scalar target) => Aten.mul_Tensor.Call(this, Argument.Beside(target));
        public Tensor mul_(Tensor target) => Aten.mul__Tensor.Mutate(this, target);
        public Tensor mul_(Scalar target) => Aten.mul__Tensor.Mutate(this, Argument.Beside(target));
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => rounding_mode == RoundingMode.None ? Aten.div_Tensor.Call(this, target) : Aten.div_Tensor_mode.Call(this, target, rounding_mode.ToString());
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => rounding_mode == RoundingMode.None ? Aten.div_Tensor.Call(this, Argument.Beside(target)) : Aten.div_Tensor_mode.Call(this, Argument.Beside(target), rounding_mode.ToString());
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => rounding_mode == RoundingMode.None ? Aten.div__Tensor.Mutate(this, target) : Aten.div__Tensor_mode.Mutate(this, target, rounding_mode.ToString());
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => rounding_mode == RoundingMode.None ? Aten.div__Tensor.Mutate(this, Argument.Beside(target)) : Aten.div__Tensor_mode.Mutate(this, Argument.Beside(target), rounding_mode.ToString());
        public Tensor remainder(Tensor target) => Aten.remainder_Tensor.Call(this, target);
        public Tensor remainder(Scalar scalar) => Aten.remainder_Tensor.Call(this, Argument.Beside(scalar));
        public Tensor pow(Tensor exponent) => Aten.pow_Tensor_Tensor.Call(this, exponent);
        public Tensor pow(Scalar exponent) => Aten.pow_Tensor_Scalar.Call(this, exponent);
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcmul.Call(this, tensor1, tensor2, value);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcmul_.Mutate(this, tensor1, tensor2, value);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcdiv_.Mutate(this, tensor1, tensor2, value);
        public Tensor atan2(Tensor other) => Aten.atan2.Call(this, other);
        public Tensor lerp(Tensor end, Tensor weight) => Aten.lerp_Tensor.Call(this, end, weight);

        public Tensor neg() => Aten.neg.Call(this);
        public Tensor neg_() => Aten.neg_.Mutate(this);
        public Tensor abs() => Aten.abs.Call(this);
        public Tensor sign() => Aten.sign.Call(this);
        public Tensor reciprocal() => Aten.reciprocal.Call(this);
        public Tensor square() => Aten.square.Call(this);
        public Tensor sqrt() => Aten.sqrt.Call(this);
        public Tensor sqrt_() => Aten.sqrt_.Mutate(this);
        public Tensor rsqrt() => Aten.rsqrt.Call(this);
        public Tensor exp() => Aten.exp.Call(this);
        public Tensor exp_() => Aten.exp_.Mutate(this);
        public Tensor expm1() => Aten.expm1.Call(this);
        public Tensor log() => Aten.log.Call(this);
        public Tensor log1p() => Aten.log1p.Call(this);
        public Tensor asin() => Aten.asin.Call(this);
        public Tensor sin() => Aten.sin.Call(this);
        public Tensor cos() => Aten.cos.Call(this);
        public Tensor tan() => Aten.tan.Call(this);
        public Tensor tanh() => Aten.tanh.Call(this);
        public Tensor floor() => Aten.floor.Call(this);
        public Tensor round(long decimals = 0) => Aten.round_decimals.Call(this, decimals);

        public Tensor sigmoid() => Aten.sigmoid.Call(this);
        public Tensor relu() => Aten.relu.Call(this);
        public Tensor softplus(double beta = 1, double threshold = 20) => Aten.softplus.Call(this, beta, threshold);
        public Tensor softmax(long dim, ScalarType? dtype = null) => Aten.softmax_int.Call(this, dim, dtype);
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Aten.log_softmax_int.Call(this, dim, dtype);

        public Tensor lgamma() => Aten.lgamma.Call(this);
        public Tensor digamma() => Aten.digamma.Call(this);
        public Tensor erf() => Aten.erf.Call(this);
        public Tensor erfc() => Aten.erfc.Call(this);
        public Tensor logit(double? eps = null) => Aten.logit.Call(this, eps);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.clamp.Call(this, min, max);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.clamp_Tensor.Call(this, min, max);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Aten.clamp_.Mutate(this, min, max);
        public Tensor clamp_min(Scalar min) => Aten.clamp_min.Call(this, min);
        public Tensor clamp_max(Scalar max) => Aten.clamp_max.Call(this, max);
        public Tensor minimum(Tensor other) => Aten.minimum.Call(this, other);
        public Tensor maximum(Tensor other) => Aten.maximum.Call(this, other);
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) => Aten.nan_to_num.Call(this, nan, posinf, neginf);

        public Tensor fill_(Scalar value) => Aten.fill__Scalar.Mutate(this, value);
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Aten.copy_.Mutate(this, source, nonBlocking);

        /// <summary>Sets all elements to 0.</summary>
        /// <returns>A new object on the same elements.</returns>
        public Tensor zero_() => Aten.zero_.Call(this);

        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.masked_fill_Scalar.Call(this, mask, value);

        /// <summary>The elements of this tensor where the condition holds, else those of <paramref name="y"/>.</summary>
        public Tensor where(Tensor condition, Tensor y) => Aten.where_self.Call(condition, this, y);
    }
}
