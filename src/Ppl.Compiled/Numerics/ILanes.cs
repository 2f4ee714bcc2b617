namespace Ppl.Compilation;

/// <summary>
/// One, four or eight doubles, so that each formula is written once for all. A condition is a value whose lanes have all bits set where it holds and none elsewhere.
/// </summary>
/// <remarks>The three are structs around a number or a vector whose members are inlined: a formula over them compiles to what it would be if written for the vector.</remarks>
internal unsafe interface ILanes<T> where T : struct, ILanes<T>
{
    /// <summary>The number in every lane.</summary>
    static abstract implicit operator T(double number);

    /// <summary>How many lanes there are.</summary>
    static abstract int Count { get; }

    /// <summary>Numbers that lie side by side.</summary>
    static abstract T Load(double* place);

    /// <summary>Stores the lanes side by side.</summary>
    static abstract void Store(T x, double* place);

    /// <summary>The sum over the lanes.</summary>
    static abstract double Sum(T x);

    static abstract T operator +(T x, T y);
    static abstract T operator -(T x, T y);
    static abstract T operator *(T x, T y);
    static abstract T operator /(T x, T y);
    static abstract T operator -(T x);
    static abstract T operator <(T x, T y);
    static abstract T operator >(T x, T y);
    static abstract T operator <=(T x, T y);
    static abstract T operator >=(T x, T y);

    /// <summary>Bit by bit.</summary>
    static abstract T operator &(T x, T y);

    /// <summary>Bit by bit.</summary>
    static abstract T operator |(T x, T y);

    /// <summary>x = y.</summary>
    static abstract T Same(T x, T y);

    /// <summary>x where the condition holds, y elsewhere.</summary>
    static abstract T Select(T condition, T x, T y);

    /// <summary>Does a condition hold in every lane?</summary>
    static abstract bool All(T condition);

    /// <summary>x y + z, rounded once where the processor can.</summary>
    static abstract T MultiplyAdd(T x, T y, T z);

    /// <summary>|x|.</summary>
    static abstract T Abs(T x);

    /// <summary>√x.</summary>
    static abstract T Sqrt(T x);

    /// <summary>The nearest whole number.</summary>
    static abstract T Round(T x);

    /// <summary>The largest whole number not above x.</summary>
    static abstract T Floor(T x);

    /// <summary>The larger; NaN if one is NaN.</summary>
    static abstract T Max(T x, T y);

    /// <summary>The smaller; NaN if one is NaN.</summary>
    static abstract T Min(T x, T y);

    /// <summary>The nearest number to x from low to high; NaN stays.</summary>
    static abstract T Clamp(T x, double low, double high);

    /// <summary>2ⁿ, n whole and from -1022 to 1023.</summary>
    static abstract T PowerOfTwo(T n);

    /// <summary>x 2ⁿ, n whole and from -1500 to 1500, 1/2 ≤ |x| ≤ 2; rounded once.</summary>
    static abstract T Scale(T x, T n);

    /// <summary>x = mantissa · 2^exponent, √½ ≤ mantissa &lt; √2; x positive, finite and not subnormal.</summary>
    static abstract (T Mantissa, T Exponent) Split(T x);

    /// <summary>A function, lane by lane.</summary>
    static abstract T Map(Func<double, double> function, T x);

    /// <summary>A function of two numbers, lane by lane.</summary>
    static abstract T Map(Func<double, double, double> function, T x, T y);
}
