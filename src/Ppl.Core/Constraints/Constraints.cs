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

    /// <summary>Angles from -π to π, both included: the points of a circle.</summary>
    public static Constraint Circular { get; } = new Interval(-Math.PI, Math.PI, IsClosed: true);

    /// <summary>0 or 1.</summary>
    public static Constraint Boolean { get; } = new IntegerInterval(0, 1);

    /// <summary>Whole numbers from 0 upwards.</summary>
    public static Constraint NonNegativeInteger { get; } = new IntegerInterval(0, double.PositiveInfinity);

    /// <summary>Vectors of one 1 and zeros.</summary>
    public static Constraint OneHot => OfVectors.OneHot;

    /// <summary>Vectors of numbers from 0 upwards whose sum is 1.</summary>
    public static Constraint Simplex => OfVectors.Simplex;

    /// <summary>Vectors of increasing numbers, each above the one before.</summary>
    public static Constraint Ordered => OfVectors.Ordered;

    /// <summary>Vectors of increasing numbers above 0.</summary>
    public static Constraint PositiveOrdered => OfVectors.PositiveOrdered;

    /// <summary>Vectors whose sum is 0.</summary>
    public static Constraint ZeroSum => OfVectors.ZeroSum;

    /// <summary>Vectors of length 1.</summary>
    public static Constraint Sphere => OfVectors.Sphere;

    /// <summary>Lower-triangular square matrices with a positive diagonal.</summary>
    public static Constraint LowerCholesky => OfMatrices.LowerCholesky;

    /// <summary>Lower-triangular matrices with a positive diagonal and rows of length 1: the Cholesky factors of correlation matrices.</summary>
    public static Constraint CorrCholesky => OfMatrices.CorrCholesky;

    /// <summary>Symmetric matrices with positive eigenvalues.</summary>
    public static Constraint PositiveDefinite => OfMatrices.PositiveDefinite;

    /// <summary>Positive-definite matrices with ones on the diagonal.</summary>
    public static Constraint CorrelationMatrix => OfMatrices.CorrelationMatrix;

    /// <summary>Numbers above <paramref name="low"/>.</summary>
    /// <exception cref="PplException">PPL018: low is infinite or NaN.</exception>
    public static Constraint GreaterThan(TensorLike low) => new Interval(Check.Real(nameof(GreaterThan), low), double.PositiveInfinity, IsClosed: false);

    /// <summary>Numbers below <paramref name="high"/>.</summary>
    /// <exception cref="PplException">PPL018: high is infinite or NaN.</exception>
    public static Constraint LessThan(TensorLike high) => new Interval(double.NegativeInfinity, Check.Real(nameof(LessThan), high), IsClosed: false);

    /// <summary>Numbers from <paramref name="low"/> to <paramref name="high"/>, both included; infinite ends are allowed and do not belong to it.</summary>
    /// <exception cref="PplException">PPL018: low is not below high.</exception>
    public static Constraint Interval(TensorLike low, TensorLike high)
    {
        Check.Ordered(nameof(Interval), low, high);
        return new Interval(low, high, IsClosed: true);
    }

    /// <summary>Numbers between <paramref name="low"/> and <paramref name="high"/>, neither included.</summary>
    /// <exception cref="PplException">PPL018: low is not below high.</exception>
    public static Constraint OpenInterval(TensorLike low, TensorLike high)
    {
        Check.Ordered(nameof(OpenInterval), low, high);
        return new Interval(low, high, IsClosed: false);
    }

    /// <summary>Numbers from <paramref name="low"/>, included, to <paramref name="high"/>, which is not.</summary>
    /// <exception cref="PplException">PPL018: low is not below high.</exception>
    public static Constraint HalfOpenInterval(TensorLike low, TensorLike high)
    {
        Check.Ordered(nameof(HalfOpenInterval), low, high);
        return new Interval(low, high, IncludesLow: true, IncludesHigh: false);
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

    /// <summary>Vectors made of consecutive pieces: the i-th, of <c>lengths[i]</c> numbers, lies in <c>parts[i]</c>, a set of vectors or of numbers.</summary>
    /// <exception cref="PplException">PPL107: a part is a set of matrices, or there are not as many lengths as parts.</exception>
    public static Constraint Cat(IReadOnlyList<Constraint> parts, IReadOnlyList<long> lengths)
    {
        Check.Pieces(nameof(Cat), [.. parts.Select(part => part.EventDim)], lengths);
        return new CatConstraint([.. parts], [.. lengths]);
    }

    /// <summary>Values whose i-th entry along the first event dim lies in <c>parts[i]</c>: sets of numbers give vectors, sets of vectors matrices.</summary>
    /// <exception cref="PplException">PPL107: there are no parts.</exception>
    public static Constraint Stack(params IReadOnlyList<Constraint> parts)
    {
        Check.Parts(nameof(Stack), parts.Count);
        return new StackConstraint([.. parts]);
    }

    // Made when one is asked for: most programs need sets of numbers alone.
    private static class OfVectors
    {
        public static Constraint OneHot { get; } = new OneHotConstraint();

        public static Constraint Simplex { get; } = new SimplexConstraint();

        public static Constraint Ordered { get; } = new OrderedConstraint(IsPositive: false);

        public static Constraint PositiveOrdered { get; } = new OrderedConstraint(IsPositive: true);

        public static Constraint ZeroSum { get; } = new ZeroSumConstraint();

        public static Constraint Sphere { get; } = new SphereConstraint();
    }

    // Likewise.
    private static class OfMatrices
    {
        public static Constraint LowerCholesky { get; } = new LowerCholeskyConstraint();

        public static Constraint CorrCholesky { get; } = new CorrCholeskyConstraint();

        public static Constraint PositiveDefinite { get; } = new PositiveDefiniteConstraint();

        public static Constraint CorrelationMatrix { get; } = new CorrelationMatrixConstraint();
    }
}
