using Ppl.Compilation;

namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => Arithmetic(Operator.Add, left, right);
        public static Tensor operator +(Tensor left, Scalar right) => Arithmetic(Operator.Add, left, Number(right));
        public static Tensor operator +(Tensor left, double right) => Arithmetic(Operator.Add, left, Number(right));
        public static Tensor operator +(Tensor left, float right) => Arithmetic(Operator.Add, left, Number(right));
        public static Tensor operator +(Tensor left, long right) => Arithmetic(Operator.Add, left, Number(right));
        public static Tensor operator +(Tensor left, int right) => Arithmetic(Operator.Add, left, Number(right));
        public static Tensor operator +(Scalar left, Tensor right) => Arithmetic(Operator.Add, Number(left), right);
        public static Tensor operator +(double left, Tensor right) => Arithmetic(Operator.Add, Number(left), right);
        public static Tensor operator +(float left, Tensor right) => Arithmetic(Operator.Add, Number(left), right);
        public static Tensor operator +(long left, Tensor right) => Arithmetic(Operator.Add, Number(left), right);
        public static Tensor operator +(int left, Tensor right) => Arithmetic(Operator.Add, Number(left), right);

        public static Tensor operator -(Tensor left, Tensor right) => Arithmetic(Operator.Subtract, left, right);
        public static Tensor operator -(Tensor left, Scalar right) => Arithmetic(Operator.Subtract, left, Number(right));
        public static Tensor operator -(Tensor left, double right) => Arithmetic(Operator.Subtract, left, Number(right));
        public static Tensor operator -(Tensor left, float right) => Arithmetic(Operator.Subtract, left, Number(right));
        public static Tensor operator -(Tensor left, long right) => Arithmetic(Operator.Subtract, left, Number(right));
        public static Tensor operator -(Tensor left, int right) => Arithmetic(Operator.Subtract, left, Number(right));
        public static Tensor operator -(Scalar left, Tensor right) => Arithmetic(Operator.Subtract, Number(left), right);
        public static Tensor operator -(double left, Tensor right) => Arithmetic(Operator.Subtract, Number(left), right);
        public static Tensor operator -(float left, Tensor right) => Arithmetic(Operator.Subtract, Number(left), right);
        public static Tensor operator -(long left, Tensor right) => Arithmetic(Operator.Subtract, Number(left), right);
        public static Tensor operator -(int left, Tensor right) => Arithmetic(Operator.Subtract, Number(left), right);

        public static Tensor operator *(Tensor left, Tensor right) => Arithmetic(Operator.Multiply, left, right);
        public static Tensor operator *(Tensor left, Scalar right) => Arithmetic(Operator.Multiply, left, Number(right));
        public static Tensor operator *(Tensor left, double right) => Arithmetic(Operator.Multiply, left, Number(right));
        public static Tensor operator *(Tensor left, float right) => Arithmetic(Operator.Multiply, left, Number(right));
        public static Tensor operator *(Tensor left, long right) => Arithmetic(Operator.Multiply, left, Number(right));
        public static Tensor operator *(Tensor left, int right) => Arithmetic(Operator.Multiply, left, Number(right));
        public static Tensor operator *(Scalar left, Tensor right) => Arithmetic(Operator.Multiply, Number(left), right);
        public static Tensor operator *(double left, Tensor right) => Arithmetic(Operator.Multiply, Number(left), right);
        public static Tensor operator *(float left, Tensor right) => Arithmetic(Operator.Multiply, Number(left), right);
        public static Tensor operator *(long left, Tensor right) => Arithmetic(Operator.Multiply, Number(left), right);
        public static Tensor operator *(int left, Tensor right) => Arithmetic(Operator.Multiply, Number(left), right);

        public static Tensor operator -(Tensor tensor) => tensor.neg();

        public static Tensor operator /(Tensor left, Tensor right) => Quotient(left, right);
        public static Tensor operator /(Tensor left, Scalar right) => Quotient(left, Number(right));
        public static Tensor operator /(Tensor left, double right) => Quotient(left, Number(right));
        public static Tensor operator /(Tensor left, float right) => Quotient(left, Number(right));
        public static Tensor operator /(Tensor left, long right) => Quotient(left, Number(right));
        public static Tensor operator /(Tensor left, int right) => Quotient(left, Number(right));
        public static Tensor operator /(Scalar left, Tensor right) => Quotient(Number(left), right);
        public static Tensor operator /(double left, Tensor right) => Quotient(Number(left), right);
        public static Tensor operator /(float left, Tensor right) => Quotient(Number(left), right);
        public static Tensor operator /(long left, Tensor right) => Quotient(Number(left), right);
        public static Tensor operator /(int left, Tensor right) => Quotient(Number(left), right);

        public static Tensor operator %(Tensor left, Tensor right) => left.remainder(right);
        public static Tensor operator %(Tensor left, Scalar right) => left.remainder(right);

        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);
        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);
        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);
        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);
        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);
        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);
        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);
        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);
        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);
        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);
        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);
        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);
        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);
        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);
        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);
        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);
        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);
        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);

        public static Tensor operator &(Tensor left, Tensor right) => left.logical_and(right);
        public static Tensor operator |(Tensor left, Tensor right) => left.logical_or(right);
        public static Tensor operator ^(Tensor left, Tensor right) => left.logical_xor(right);
        public static Tensor operator ~(Tensor left) => left.logical_not();
    }
}
