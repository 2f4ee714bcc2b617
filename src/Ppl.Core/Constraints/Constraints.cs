using Ppl.Distributions;

namespace Ppl;

/// <summary>The constraints there are.</summary>
public static class Constraints
{
    /// <summary>All finite numbers.</summary>
    public static Constraint Real { get; } = new Interval(double.NegativeInfinity, double.PositiveInfinity, IsClosed: false);

    /// <summary>Numbers above 0.</summary>
    public static Constraint Positive { get; } = new Interval(0, double.PositiveInfinity, IsClosed: false);

    /// <summary>Numbers from 0 upwards.</summary>
    public static Constraint NonNegative { get; } = new Interval(0, double.PositiveInfinity, IsClosed: true);

    /// <summary>Numbers from 0 to 1, both included.</summary>
    public static Constraint UnitInterval { get; } = new Interval(0, 1, IsClosed: true);

    /// <summary>0 or 1.</summary>
    public static Constraint Boolean { get; } = new IntegerInterval(0, 1);

    /// <summary>Whole numbers from 0 upwards.</summary>
    public static Constraint NonNegativeInteger { get; } = new IntegerInterval(0, double.PositiveInfinity);

    /// <summary>Vectors of one 1 and zeros.</summary>
    public static Constraint OneHot { get; } = new OneHotConstraint();

    /// <summary>Vectors of numbers from 0 upwards whose sum is 1.</summary>
    public static Constraint Simplex { get; } = new SimplexConstraint();

    /// <summary>Lower-triangular square matrices with a positive diagonal.</summary>
    public static Constraint LowerCholesky { get; } = new LowerCholeskyConstraint();

    /// <summary>Numbers from <paramref name="low"/> to <paramref name="high"/>, both included; infinite ends are allowed and do not belong to it.</summary>
    /// <exception cref="PplException">PPL018: low is not below high.</exception>
    public static Constraint Interval(TensorLike low, TensorLike high)
    {
        Check.Ordered(nameof(Interval), low, high);
        return new Interval(low, high, IsClosed: true);
    }

    /// <summary>Vectors of whole numbers from 0 upwards whose sum is <paramref name="total"/>.</summary>
    /// <exception cref="PplException">PPL018: the total is not a whole number from 0 upwards.</exception>
    public static Constraint Multinomial(TensorLike total) => new MultinomialConstraint(Check.Count(nameof(Multinomial), total));

    /// <summary>Whole numbers from <paramref name="low"/> to <paramref name="high"/>, both included. Bounds beyond 2⁵³ are rounded.</summary>
    public static Constraint IntegerInterval(long low, long high)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(low, high);
        return new IntegerInterval(low, high);
    }
}
