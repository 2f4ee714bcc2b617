using Ppl.Distributions;

namespace Ppl.Core.Tests;

public sealed partial record Family
{
    /// <summary>The rows of distributions over vectors and matrices. Symmetric arguments are symmetrised, factors cut to their lower triangle: so each of their numbers may vary alone.</summary>
    private static IEnumerable<Family> OfMatrices =>
    [
        new("MultivariateNormal", p => p.Has("covariance_matrix") ? new MultivariateNormal(p["loc"], p.Symmetric("covariance_matrix"))
                : p.Has("precision_matrix") ? MultivariateNormal.WithPrecision(p["loc"], p.Symmetric("precision_matrix"))
                : MultivariateNormal.FromCholesky(p["loc"], p.Lower("scale_tril")),
            new Parameters { { "loc", [0.5, -1.0] }, { "covariance_matrix", Matrix(2, 2, 0.6, 0.6, 1) } },
            new Parameters { { "loc", [0.5, -1.0, 2.0] }, { "precision_matrix", Matrix(3, 2, 0.5, 0.3, 0.5, 1, -0.2, 0.3, -0.2, 1.5) } },
            new Parameters { { "loc", [0.5, 0.2] }, { "scale_tril", Matrix(2, 1, 0, 0.5, 2) } }),
        new("LowRankMultivariateNormal", p => new LowRankMultivariateNormal(p["loc"], p["cov_factor"], p["cov_diag"]),
            new Parameters { { "loc", [0.5, -1.0, 2.0] }, { "cov_factor", TensorLike.Create([1, 0.5, -0.5, 2, 0.3, 0.1], [3, 2]) }, { "cov_diag", [0.5, 1.0, 2.0] } }),
        new("Wishart", p => p.Has("covariance_matrix") ? new Wishart(p["df"], p.Symmetric("covariance_matrix")) : Wishart.FromCholesky(p["df"], p.Lower("scale_tril")),
            new Parameters { { "df", 5.5 }, { "covariance_matrix", Matrix(2, 2, 0.6, 0.6, 1) } },
            new Parameters { { "df", 4.5 }, { "scale_tril", Matrix(3, 1, 0, 0, 0.5, 2, 0, -0.3, 0.4, 1.5) } }) { Pathwise = Pathwise.Implicit },
        new("InverseWishart", p => p.Has("covariance_matrix") ? new InverseWishart(p["df"], p.Symmetric("covariance_matrix")) : InverseWishart.FromCholesky(p["df"], p.Lower("scale_tril")),
            new Parameters { { "df", 15.5 }, { "covariance_matrix", Matrix(2, 2, 0.6, 0.6, 1) } },
            new Parameters { { "df", 16.0 }, { "scale_tril", Matrix(3, 1, 0, 0, 0.5, 2, 0, -0.3, 0.4, 1.5) } }) { Pathwise = Pathwise.Implicit },
        new("LKJCholesky", p => new LKJCholesky(p.Count("dim"), p["concentration"]),
            new Parameters { { "dim", 2.0 }, { "concentration", 0.7 } }, new Parameters { { "dim", 4.0 }, { "concentration", 1.5 } }) { Pathwise = Pathwise.Implicit },
        new("LKJ", p => new LKJ(p.Count("dim"), p["concentration"]),
            new Parameters { { "dim", 3.0 }, { "concentration", 1.5 } }) { Pathwise = Pathwise.Implicit },
        new("MultivariateStudentT", p => p.Has("scale") ? new MultivariateStudentT(p["df"], p["loc"], p.Symmetric("scale")) : MultivariateStudentT.FromCholesky(p["df"], p["loc"], p.Lower("scale_tril")),
            new Parameters { { "df", 9.5 }, { "loc", [0.5, -1.0] }, { "scale", Matrix(2, 2, 0.6, 0.6, 1) } },
            new Parameters { { "df", 12.0 }, { "loc", [0.5, -1.0, 2.0] }, { "scale_tril", Matrix(3, 1, 0, 0, 0.5, 2, 0, -0.3, 0.4, 1.5) } }) { Pathwise = Pathwise.Implicit },
        new("MatrixNormal", p => p.Has("row_covariance") ? new MatrixNormal(p["loc"], p.Symmetric("row_covariance"), p.Symmetric("column_covariance"))
                : MatrixNormal.FromCholesky(p["loc"], p.Lower("row_scale_tril"), p.Lower("column_scale_tril")),
            new Parameters { { "loc", Matrix(2, 0.5, -1, 2, 0, 1, 3) }, { "row_covariance", Matrix(2, 2, 0.6, 0.6, 1) }, { "column_covariance", Matrix(3, 2, 0.5, 0.3, 0.5, 1, -0.2, 0.3, -0.2, 1.5) } },
            new Parameters { { "loc", Matrix(2, 0.5, -1, 2, 0) }, { "row_scale_tril", Matrix(2, 1, 0, 0.5, 2) }, { "column_scale_tril", Matrix(2, 1.5, 0, -0.5, 0.5) } }),
        new("GaussianRandomWalk", p => new GaussianRandomWalk(p["scale"], steps: 4),
            new Parameters { { "scale", 1.5 } }),
        new("ZeroSumNormal", p => new ZeroSumNormal(p["scale"], size: 4),
            new Parameters { { "scale", 1.5 } }),
        new("LogisticNormal", p => new LogisticNormal(p["loc"], p["scale"]),
            new Parameters { { "loc", [0.3, -0.2] }, { "scale", [0.5, 1.2] } }),
        new("ProjectedNormal", p => new ProjectedNormal(p["concentration"]),
            new Parameters { { "concentration", [0.5, -1.0] } }, new Parameters { { "concentration", [0.5, -1.0, 2.0, 0.3] } }),
        new("CAR", p => new CAR(p["loc"], p["correlation"], p["conditional_precision"], Matrix(4, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0)),
            new Parameters { { "loc", [0.5, -1.0, 2.0, 0.0] }, { "correlation", 0.6 }, { "conditional_precision", 1.5 } }),
    ];

    private static TensorLike Matrix(long size, params double[] rows) => TensorLike.Create(rows, [size, rows.Length / size]);
}
