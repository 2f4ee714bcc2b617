namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Aten.eq_Tensor.Call(this, target);
        public Tensor eq(Scalar target) => Aten.eq_Tensor.Call(this, Argument.Beside(target));
        public Tensor ne(Tensor target) => Aten.ne_Tensor.Call(this, target);
        public Tensor ne(Scalar target) => Aten.ne_Tensor.Call(this, Argument.Beside(target));
        public Tensor lt(Tensor target) => Aten.lt_Tensor.Call(this, target);
        public Tensor lt(Scalar target) => Aten.lt_Tensor.Call(this, Argument.Beside(target));
        public Tensor le(Tensor target) => Aten.le_Tensor.Call(this, target);
        public Tensor le(Scalar target) => Aten.le_Tensor.Call(this, Argument.Beside(target));
        public Tensor gt(Tensor target) => Aten.gt_Tensor.Call(this, target);
        public Tensor gt(Scalar target) => Aten.gt_Tensor.Call(this, Argument.Beside(target));
        public Tensor ge(Tensor target) => Aten.ge_Tensor.Call(this, target);
        public Tensor ge(Scalar target) => Aten.ge_Tensor.Call(this, Argument.Beside(target));

        public Tensor isnan() => Aten.isnan.Call(this);
        public Tensor isinf() => Aten.isinf.Call(this);
        public Tensor isfinite() => Aten.isfinite.Call(this);
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) => Aten.allclose.CallValue(this, target, rtol, atol, equal_nan).Payload != 0;

        public Tensor logical_and(Tensor other) => Aten.logical_and.Call(this, other);
        public Tensor logical_or(Tensor other) => Aten.logical_or.Call(this, other);
        public Tensor logical_xor(Tensor other) => Aten.logical_xor.Call(this, other);
        public Tensor logical_not() => Aten.logical_not.Call(this);
        public Tensor bitwise_and(Tensor other) => Aten.bitwise_and_Tensor.Call(this, other);
        public Tensor bitwise_or(Tensor other) => Aten.bitwise_or_Tensor.Call(this, other);
        public Tensor bitwise_xor(Tensor other) => Aten.bitwise_xor_Tensor.Call(this, other);
        public Tensor bitwise_not() => Aten.bitwise_not.Call(this);
    }
}
