set terminal svg size 960,595 font 'DejaVu Sans,13' background '#FFFFFF'
set encoding utf8
set border 3 linecolor rgb '#666666' linewidth 0.8
set tics nomirror out textcolor rgb '#222222'
set grid ytics linetype 1 linecolor rgb '#DDDDDD' linewidth 0.6
set key noenhanced outside bottom center horizontal Left reverse samplen 3 spacing 1.2 height 0.7
set datafile missing 'NaN'
set tmargin 3
set label 1000 'Bad debt in a day' . "\n" . '10,000 scenarios, 95 % bands' at screen 0.5, screen 1 center offset 0,-1 noenhanced
set xlabel 'bad debt (million USD)' noenhanced
set ylabel 'probability of losing at least as much (%)' noenhanced
set logscale y
set format y '%g'
set yrange [0.01:100]
$d0 << EOD
1.0 20.0 13.999999999999998 27.999999999999996
2.0 10.0 6.999999999999999 13.999999999999998
5.0 3.0 2.0999999999999996 4.199999999999999
12.0 0.8 0.5599999999999999 1.1199999999999999
30.0 0.1 0.06999999999999999 0.13999999999999999
60.0 0.02 0.013999999999999999 0.027999999999999997
EOD
$d1 << EOD
0.39999999999999997 20.0 13.999999999999998 27.999999999999996
0.7999999999999999 10.0 6.999999999999999 13.999999999999998
2.0 3.0 2.0999999999999996 4.199999999999999
4.800000000000001 0.8 0.5599999999999999 1.1199999999999999
12.0 0.1 0.06999999999999999 0.13999999999999999
24.0 0.02 0.013999999999999999 0.027999999999999997
EOD
plot $d0 using 1:3:4 with filledcurves fillcolor rgb '#0072B2' fillstyle transparent solid 0.18 noborder title 'joint: band', \
  $d0 using 1:2 with lines linewidth 2 dashtype 1 linecolor rgb '#0072B2' title 'joint', \
  $d1 using 1:3:4 with filledcurves fillcolor rgb '#D55E00' fillstyle transparent solid 0.18 noborder title 'isolated: band', \
  $d1 using 1:2 with lines linewidth 2 dashtype 2 linecolor rgb '#D55E00' title 'isolated'
