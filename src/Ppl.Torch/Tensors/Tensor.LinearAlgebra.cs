namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor matmul(Tensor target) => Aten.matmul.Call(this, target);
        public Tensor mm(Tensor target) => Aten.mm.Call(this, target);
        public Tensor bmm(Tensor batch2) => Aten.bmm.Call(this, batch2);
        public Tensor mv(Tensor target) => Aten.mv.Call(this, target);
        public Tensor dot(Tensor target) => Aten.dot.Call(this, target);
        public Tensor outer(Tensor vec2) => Aten.outer.Call(this, vec2);
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Aten.addmm.Call(this, mat1, mat2, (double)beta, (double)alpha);
        public Tensor trace() => Aten.trace.Call(this);
    }

    public static class linalg
    {
        /// <summary>How much of a decomposition is computed.</summary>
        public enum QRMode
        {
            Reduced = 0,
            Complete = 1,
            R = 2,
        }

        public static Tensor cholesky(Tensor input) => Aten.linalg_cholesky.Call(input);
        public static (Tensor L, Tensor info) cholesky_ex(Tensor input, bool check_errors = false) => Aten.linalg_cholesky_ex.CallPair(input, false, check_errors);
        public static Tensor solve_triangular(Tensor A, Tensor B, bool upper, bool left = true, bool unitriangular = false, Tensor? @out = null) => Aten.linalg_solve_triangular.Call(A, B, upper, left, unitriangular);
        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced) => Aten.linalg_qr.CallPair(input, mode switch { QRMode.Reduced => "reduced", QRMode.Complete => "complete", _ => "r" });
        public static Tensor det(Tensor input) => Aten.linalg_det.Call(input);
        public static Tensor diagonal(Tensor input, int offset = 0, int dim1 = -2, int dim2 = -1) => Aten.linalg_diagonal.Call(input, offset, dim1, dim2);
    }

    public static class special
    {
        public static Tensor erfinv(Tensor input) => Aten.special_erfinv.Call(input);
        public static Tensor entr(Tensor input) => Aten.special_entr.Call(input);
        public static Tensor gammainc(Tensor input, Tensor other) => Aten.special_gammainc.Call(input, other);
        public static Tensor i0e(Tensor input) => Aten.special_i0e.Call(input);
        public static Tensor i1e(Tensor input) => Aten.special_i1e.Call(input);
        public static Tensor zeta(Tensor x, Tensor q) => Aten.special_zeta.Call(x, q);
        public static Tensor ndtri(Tensor input) => Aten.special_ndtri.Call(input);
    }
}
